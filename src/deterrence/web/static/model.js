// The page of a model: its link, its first outcome as code, and one file of it.
import { readState } from "/static/server.js";
import { listenToSharing } from "/static/share.js";

listenToSharing([readState()]);
