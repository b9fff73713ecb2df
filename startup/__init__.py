"""What `start.py` does: environment, the learner's copies, JupyterLab, wheels for a USB stick.

Standard library only: it runs before anything is installed.
"""
