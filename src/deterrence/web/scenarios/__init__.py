"""Named scenarios of a workspace: saved, listed, opened, judged anew."""
