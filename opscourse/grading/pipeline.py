"""From a class's folders to its marks: prepare → execute → judge → record, one at a time or many.

What is finished is on the disk at once (the run) or within a few seconds (the marks), so that the
same command after any kind of stop goes on where it was: a submission whose marks are recorded is
left alone, one whose run is kept is only judged.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from nbformat import NotebookNode
from nbgrader import utils

from opscourse.errors import CourseError
from opscourse.grading import judging, outcomes, runs
from opscourse.grading.jobs import Job, Result
from opscourse.grading.judging import Mark
from opscourse.grading.outcomes import Outcome, QuestionOutcome
from opscourse.grading.record import Entry, Recorder
from opscourse.grading.submissions import Submission, Target, digest, look, prepare

Runner = Callable[[Iterable[Job]], Iterator[tuple[Job, Result]]]


@dataclass
class Progress:
    """What a run has done so far; `split` holds the seconds that this process spent on each step.

    new : states of the submissions graded now. same : how many were graded before and left alone.
    rejudged : how many of the new ones were judged from the run that was kept.
    """

    total: int
    new: Counter[str] = field(default_factory=Counter)
    same: int = 0
    rejudged: int = 0
    seconds: list[float] = field(default_factory=list)
    split: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def done(self) -> int:
        return self.same + sum(self.new.values())


class Grading:
    """One run of the command over one class."""

    def __init__(
        self, target: Target, recorder: Recorder, say: Callable[[Progress], object]
    ) -> None:
        self.target, self.recorder, self.say = target, recorder, say
        self.before = outcomes.read_outcomes(target.root, target.label)
        self.under_way: dict[str, Submission] = {}

    def grade(self, folders: dict[str, Path], run: Runner, again: bool = False) -> Progress:
        """Grade everybody; with `again` also those whose marks are recorded already."""
        self.progress = Progress(len(folders))
        for job, result in run(self._jobs(folders, again)):
            submission = self.under_way.pop(job.student)
            runs.keep(self.target, submission, result, job.engine)
            self._finish(submission, result, job.engine)
        self.recorder.flush()
        self.progress.split["record"] = self.recorder.seconds
        return self.progress

    def _jobs(self, folders: dict[str, Path], again: bool) -> Iterator[Job]:
        """The runs that are needed; whatever needs none is finished on the way."""
        for student, folder in folders.items():
            began = time.perf_counter()
            submission = look(self.target, student, folder)
            if not again and self._is_recorded(submission):
                self.progress.same += 1
                self.say(self.progress)
                continue
            prepare(self.target, submission)
            self.progress.split["prepare"] += time.perf_counter() - began
            if submission.problem:
                self._ask_a_person(submission)
            elif submission.left_out:
                self._give_nothing(submission)
            elif not again and (found := runs.kept(self.target, submission)):
                self.progress.rejudged += 1
                self._finish(submission, *found)
            else:
                self.under_way[student] = submission
                yield submission.job(self.target)

    def _is_recorded(self, submission: Submission) -> bool:
        """Whether exactly this was graded and judged before, and its notebook is still there."""
        known = self.before.get(submission.student)
        if known is None or (known.job, known.judged) != (submission.seen, self._judged()):
            return False
        if submission.problem or submission.left_out or known.state == outcomes.PERSON:
            return True
        folder = self.target.folder("autograded", submission.student)
        return (folder / f"{self.target.notebook}.ipynb").is_file()

    def _judged(self) -> str:
        return f"{self.target.round} {self.target.judge_digest}"

    def _finish(self, submission: Submission, result: Result, engine: str) -> None:
        began = time.perf_counter()
        try:
            marks = self.target.judge(submission, result)
        except CourseError:  # the exercise or the world is at fault, for everybody
            raise
        except Exception as error:
            submission.problem = f"判分时出错（{type(error).__name__}），请老师看这一份。"
            submission.seen = ""  # and try again the next time
            return self._ask_a_person(submission)
        assert submission.notebook is not None
        outcome = outcome_of(
            self._blank(submission), submission.notebook, marks, result, submission.notes
        )
        # a warm process starts once for all: not the cost of whoever came first
        once = result.split.get("start", 0.0) if engine == "sandbox" else 0.0
        outcome = replace(outcome, engine=engine, seconds=round(result.seconds - once, 3))
        self.progress.split["judge"] += time.perf_counter() - began
        self._record(Entry(submission, submission.notebook, marks, outcome))

    def _ask_a_person(self, submission: Submission) -> None:
        says = submission.problem.replace(f"{self.target.root}{os.sep}", "")  # as a teacher looks
        outcome = replace(self._blank(submission), state=outcomes.PERSON, says=says)
        self._record(Entry(submission, None, [], outcome))

    def _give_nothing(self, submission: Submission) -> None:
        """A notebook of several that was not handed in: nbgrader gives its cells 0 as well."""
        name = f"{self.target.notebook}.ipynb"
        questions = {
            one.grade_id: QuestionOutcome(
                one.grade_id, 0.0, float(one.marks["points"]), "missing", f"没有交 {name}。"
            )
            for one in self.target.sources.values()
            if one.marks["grade"] and not one.marks["solution"]
        }
        blank = self._blank(submission)
        notes = (*blank.notes, f"没有交 {name}，按 0 分记")
        outcome = replace(blank, says=_sentence(outcomes.GRADED, ""), notes=notes)
        self._record(Entry(submission, None, [], replace(outcome, questions=questions)))

    def _record(self, entry: Entry) -> None:
        self.recorder.add(entry)
        self.progress.new[entry.outcome.state] += 1
        self.progress.seconds.append(entry.outcome.seconds)
        self.say(self.progress)

    def _blank(self, submission: Submission) -> Outcome:
        notes = [*submission.notes, *filter(None, [self.target.remark])]
        if submission.version and submission.version != self.target.released:
            notes.append(
                f"笔记本是练习的另一版（{submission.version}），"
                f"现在的答案是 {self.target.released} 版的，题目可能不一样"
            )
        return Outcome(
            submission.student,
            self.target.label,
            self.target.round,
            self.target.fingerprint,
            outcomes.GRADED,
            "",
            notes=tuple(notes),
            version=submission.version,
            job=submission.seen,
            judged=self._judged(),
        )


def outcome_of(
    blank: Outcome, nb: NotebookNode, marks: list[Mark], result: Result, repaired: list[str]
) -> Outcome:
    """A submission's state, sentence and notes: the first state that applies."""
    unjudged = [one.question for one in marks if one.state == judging.UNJUDGED]
    forged = [*result.tampering, *_by_flag(marks)]
    copied = [one.question for one in marks if one.equals_practice]
    if forged:
        state, says = outcomes.TAMPERING, "；".join(forged)
    elif unjudged:
        state, says = outcomes.PERSON, f"{'、'.join(unjudged)} 没能自动判分"
    elif result.ending != "done":
        state, says = result.ending, result.says
    elif repaired:
        state, says = outcomes.REPAIRED, "；".join(repaired)
    else:
        state, says = outcomes.GRADED, ""
    notes = list(blank.notes)
    if result.says and result.says != says:
        notes.append(result.says)
    if copied:
        notes.append(f"{'、'.join(copied)} 等于练习数据的答案")
    writing = _to_read(nb)
    if writing:
        notes.append(f"书写题 {'、'.join(writing)} 等老师读")
    return replace(
        blank,
        state=state,
        says=_sentence(state, says),
        notes=tuple(notes),
        writing=tuple(writing),
        questions={one.question: _question(one) for one in marks},
        seconds=result.seconds,
        cpu_seconds=result.cpu_seconds,
        layers=tuple(result.layers),
    )


def _by_flag(marks: list[Mark]) -> list[str]:
    """What is strange about the answers handed over, with the questions it was seen in."""
    seen: dict[str, list[str]] = {}
    for mark in marks:
        if mark.flag and mark.state != judging.UNJUDGED:
            seen.setdefault(mark.flag, []).append(mark.question)
    return [f"{'、'.join(questions)}：{flag}" for flag, questions in seen.items()]


def _sentence(state: str, particulars: str) -> str:
    """The state's own sentence, then what happened.

    >>> _sentence(outcomes.CRASHED, "运行到第 5 格时程序停了")
    '程序运行到一半停了，停之前的得分都留着。运行到第 5 格时程序停了。'
    """
    says = outcomes.STATES[state][1]
    return says + (f"{particulars.rstrip('。')}。" if particulars else "")


def _to_read(nb: NotebookNode) -> list[str]:
    """The cells that only a person can mark, where something may have been written."""
    found = []
    for cell in nb.cells:
        if not (utils.is_task(cell) or (utils.is_grade(cell) and utils.is_solution(cell))):
            continue
        marks = cell.metadata["nbgrader"]
        # nbgrader gives an answer that was left as it was 0 by itself
        if utils.is_task(cell) or marks.get("checksum") != utils.compute_checksum(cell):
            found.append(str(marks["grade_id"]))
    return found


def _question(mark: Mark) -> QuestionOutcome:
    return QuestionOutcome(
        mark.title, mark.points, mark.max_points, mark.state, mark.says, mark.wrong,
        _short(mark.value), mark.equals_practice, mark.flag,
    )  # fmt: skip


def _short(value: object) -> object:
    """An answer as it was handed over, or its digest where it is long."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    if len(text) <= outcomes.LONGEST_VALUE:
        return value
    kind = value.get("type") if isinstance(value, dict) else None
    return {"type": str(kind), "digest": digest([text])}
