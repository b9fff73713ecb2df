"""The instructor's side: worlds for a class, and nbgrader made to judge outside the kernel.

Nothing is imported here: nbgrader loads the preprocessors by name from ``nbgrader_config.py``, and
the command line loads its sub-commands one by one.
"""
