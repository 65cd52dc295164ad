"""Run a module as a program for as long as standard input stays open.

usage: serve.py MODULE [ARGUMENT...]

The test holds the other end of the pipe, so the server, with all it started,
ends when the test lets go of it and also when the test is killed.
"""

import os
import runpy
import signal
import sys
import threading


def end_with_standard_input() -> None:
    while os.read(0, 1):
        pass
    os.killpg(0, signal.SIGKILL)


os.setpgrp()
threading.Thread(target=end_with_standard_input, daemon=True).start()
sys.argv = sys.argv[1:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
