"""The instructor's side: worlds for a class, and nbgrader made to judge outside the kernel.

Nothing heavy is imported here: nbgrader loads the preprocessors by name from
``nbgrader_config.py``, and the command line loads its sub-commands one by one.
"""

import sys

# jsonschema has an optional test for IRIs, whose grammar takes more than a second to build when
# nbformat is imported: in the grader and in each of its workers. No notebook holds an IRI field.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
