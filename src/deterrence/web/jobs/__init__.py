"""Long work of the web server: a queue in a state file, one worker process at a time, cancel and resume.

A workspace holds `state.sqlite` (jobs and snapshots of datasets), `runs/<identity>/` (the files of a run, shared by all
jobs that ask for the same run), `jobs/<id>/worker.log` and `worker.lock` (held by the one process that works).
"""
