"""nbgrader's settings for this course: the command, the Python API and formgrader all read them.

Folders: solutions/ (with the reference) -> exercises/ (what learners get); everything that belongs
to one class lies in .grading/, which git ignores. Marks are given by opscourse.grading, in
nbgrader's own process and outside the learner's kernel.
"""

import os
import sys
from pathlib import Path

import nbgrader

import opscourse

c = get_config()  # noqa: F821  (nbgrader's loader puts it here)

ROOT = Path(__file__).resolve().parent
CLASS = ROOT / ".grading"

# nbgrader starts `alembic` by its bare name, also when the environment has not been activated.
_bin = str(Path(sys.executable).parent)
if _bin not in os.environ.get("PATH", "").split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join(filter(None, [_bin, os.environ.get("PATH", "")]))

# --- folders -------------------------------------------------------------------------------------
c.CourseDirectory.root = str(ROOT)
c.CourseDirectory.course_id = "opscourse"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.source_with_tests_directory = ".grading/source_with_tests"
c.CourseDirectory.submitted_directory = ".grading/submitted"
c.CourseDirectory.autograded_directory = ".grading/autograded"
c.CourseDirectory.feedback_directory = ".grading/feedback"
c.CourseDirectory.solution_directory = ".grading/solution"
c.CourseDirectory.db_url = f"sqlite:///{(CLASS / 'gradebook.db').as_posix()}"
# Whatever is not named here is copied from solutions/NN/ to learners: sources must never be.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints", "__pycache__", "*.py*", "*.md", "*.yml", "*.yaml", "*.toml",
    "*.json", "*.po", "*.bak", "*.orig", "*~", ".*",
]  # fmt: skip
c.ExportPlugin.to = str(CLASS / "grades.csv")
c.ExportApp.plugin_class = "opscourse.grading.spreadsheet.SafeCsvExport"
c.Exchange.root = str(CLASS / "exchange")

# --- release -------------------------------------------------------------------------------------
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.LockCells",
    "opscourse.grading.release.RestoreStarters",  # before the checksums
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# --- grading -------------------------------------------------------------------------------------
c.Autograde.exporter_class = "opscourse.grading.autograde.HandedInExporter"
c.Autograde.sanitize_preprocessors = [
    "opscourse.grading.autograde.RequireWorld",  # no world, no marks
    "opscourse.grading.repair.StashOutputs",  # what the learner saw, before it is cleared
    "nbgrader.preprocessors.ClearOutput",
    "opscourse.grading.repair.RepairCells",  # takes the place of DeduplicateIds
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "opscourse.grading.autograde.RunNotebook",
    "opscourse.grading.autograde.JudgeAnswers",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "opscourse.grading.autograde.AskAPerson",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.OverwriteCells.add_missing_cells = True
c.ExecutePreprocessor.startup_timeout = 120
c.ExecutePreprocessor.iopub_timeout = 30  # a busy machine is not a learner's mistake
c.ExecutePreprocessor.shutdown_kernel = "immediate"  # all is in by then; half a second each
c.Execute.timeout = 60

# --- feedback and formgrader ---------------------------------------------------------------------
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "opscourse.grading.feedback.SafeFeedback",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
_formgrader = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
c.HTMLExporter.extra_template_basedirs = [  # ours first: no page fetches MathJax from a CDN
    str(Path(opscourse.__file__).parent / "grading" / "templates"),
    str(_formgrader / "templates"),
]
# a learner's HTML must not run in an instructor's browser; nbgrader's templates need both
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {"markdown2html": "opscourse.grading.feedback.safe_markdown"}

# --- handing in by zip: 学号_姓名_03.zip/03_topic/03_topic.ipynb ---------------------------------
c.ZipCollectApp.downloaded_directory = ".grading/downloaded"
c.FileNameCollectorPlugin.named_regexp = (
    r".*[\\/](?P<student_id>[0-9A-Za-z][0-9A-Za-z-]*)_(?P<first_name>[^\\/]*)_\d\d[\\/]"
    r"(?:[^\\/]+[\\/])*(?P<file_id>[^\\/]+)$"
)
