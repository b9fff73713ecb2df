"""The exercise contract: what must hold for every question, proven by running every variant.

`answers_for` makes the answer file of one world and proves the contract in it; `prove` does so in
the practice world and several others, and also proves what only shows across worlds (answers that
never change) and across questions (independence). Two kinds of refusal:

- `ContractError`: the exercise is at fault; the author must mend it.
- `WorldRefused`: this world is unlucky (two outcomes too close, an answer near a cut …); another
  counter gives another world.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from opscourse import datasets
from opscourse.answers.compare import absent_ids
from opscourse.answers.judge import Verdict, judge, same, same_by_key
from opscourse.authoring.constants import constant_answers
from opscourse.authoring.decisions import earns_enough, laid_market, stopped
from opscourse.authoring.runs import (
    CasedWorld,
    Handed,
    ShuffledWorld,
    fork,
    lesson_namespaces,
    make_cases,
    run_cells,
    run_notebook,
    setup_namespace,
    ties_broken_otherwise,
)
from opscourse.authoring.source import Exercise, Question
from opscourse.errors import CourseError

NEAR_CUT = 1e-6
APART = 3.0  # tolerances between outcomes that get different sentences
FIXED_SHARE = 0.1


class ContractError(CourseError):
    """The exercise breaks its contract."""


class WorldRefused(ContractError):
    """The exercise may be sound, but this world cannot be used for it."""


@dataclass
class _Bench:
    """One exercise in one world; gives every question a fresh copy of what stands before it."""

    exercise: Exercise
    world: CasedWorld
    label: str

    @functools.cached_property
    def _before(self) -> dict[str, dict[str, Any]]:
        if self.exercise.lesson:
            return lesson_namespaces(self.exercise, self.world)
        shared = setup_namespace(self.exercise, self.world)
        return {question.id: shared for question in self.exercise.questions}

    def namespace(self, question: Question) -> dict[str, Any]:
        return fork(self._before[question.id])

    def run(self, question: Question, code: str) -> Handed:
        with datasets.using(self.world):
            return run_cells([code, question.check], self.namespace(question), question.key)

    @functools.cached_property
    def shuffled(self) -> _Bench:
        decided = {one.key for one in self.exercise.questions if one.kind == "decision"}
        return replace(self, world=ShuffledWorld(self.world.world, self.world.cases, decided))

    def refuse(self, question: Question, variant: str, what: str, unlucky: bool = False) -> Any:
        kind = WorldRefused if unlucky else ContractError
        return kind(f"{question.key} 的{variant}，在{self.label}：{what}")


def answers_for(
    exercise: Exercise,
    world: Any,
    *,
    label: str = "这个世界",
    practice: dict | None = None,
    reorder: bool = True,
) -> dict[str, Any]:
    """Return the answer file of an exercise (or lesson) in a world, having proven the contract.

    practice : the practice world's answer file, when the world is another one: handed in
        unchanged, its answers must earn the `fixed` points alone.
    reorder : also shuffle rows and break ties otherwise.

    Raises ContractError (WorldRefused when another world may do), naming question and variant.
    """
    bench = _Bench(exercise, CasedWorld(world), label)
    questions = {}
    for question in exercise.questions:
        entry = _entry(bench, question)
        _prove_variants(bench, question, entry)
        if reorder and not exercise.lesson:
            _prove_order_free(bench, question, entry)
        _prove_apart(bench, question, entry)
        questions[question.key] = entry
    if practice is not None and (copied := _copied(questions, practice)):
        raise WorldRefused(f"{copied[0]} 的练习数据的答案，在{label}也得了分")
    return {
        "assignment": exercise.assignment,
        "version": exercise.version,
        "fingerprint": world.fingerprint,
        "questions": questions,
        "quizzes": {
            quiz.key: {"text": quiz.text, "choices": quiz.choices} for quiz in exercise.quizzes
        },
    }


def _entry(bench: _Bench, question: Question) -> dict[str, Any]:
    """One question's entry: right value and named wrong values, computed in this world."""
    options = question.options
    entry: dict[str, Any] = {
        "title": question.title,
        "name": question.name,
        "kind": question.kind,
        "points": question.points,
        "bonus": question.bonus,
        "precision": options.get("precision"),
        "ordered": bool(options.get("ordered", False)),
        "months": bool(options.get("months", False)),
        "id_columns": list(options.get("id_columns", [])),
        "fixed": options.get("fixed", False),
        "hints": question.hints,
    }
    if question.cases:
        try:
            cases = make_cases(question, bench.namespace(question), bench.world)
        except ValueError as error:
            raise bench.refuse(question, " cases", str(error)) from error
        if sum(not case["edge"] for case in cases) < 4:
            raise bench.refuse(question, " cases", "要有世界的表和至少 3 组自编输入")
        entry["cases"] = bench.world.cases[question.key] = cases
    if question.kind == "decision":
        entry.update(_market(bench, question))
        bench.world.cases[question.key] = entry["cases"]
    entry["right"] = _value(bench, question, question.solution, " solution ")
    for name, in_index in absent_ids(entry).items():
        where = "在 index 里，不是列。加上 .reset_index()" if in_index else "没有。改 id_columns"
        says = f"{question.key}：id_columns 里的 {name} 列，参考答案{where}。"
        raise ContractError(f"{bench.exercise.assignment} 的 {says}")
    _prove_off_cut(bench, question)
    entry["wrong"] = [
        {"value": _value(bench, question, code, f"第 {number} 个 wrong "), "says": says}
        for number, (says, code) in enumerate(question.wrongs, 1)
    ]
    return entry


def _market(bench: _Bench, question: Question) -> dict[str, Any]:
    try:
        return laid_market(question, bench.world)
    except KeyError:
        raise bench.refuse(question, " market ", f"世界里没有市场 {question.market}") from None
    except ValueError as error:
        raise bench.refuse(question, " market ", str(error), unlucky=True) from error


def _value(bench: _Bench, question: Question, code: str, variant: str) -> dict[str, Any]:
    handed = bench.run(question, code)
    if handed.answer is None or handed.answer["type"] == "blank":
        raise bench.refuse(question, variant, f"没有交出答案（{handed.error or '答案是空白'}）")
    if why := stopped(question, handed.answer):
        raise bench.refuse(question, variant, f"没有运行到底（{why}）")
    return handed.answer


def _verdict(entry: dict[str, Any], answer: dict[str, Any] | None) -> Verdict:
    """Judge with points even for a bonus question, so that the same rules are proven."""
    return judge({**entry, "points": entry["points"] or 2.0}, answer)


def _full(verdict: Verdict) -> bool:
    return verdict.points == verdict.max_points


def _prove_off_cut(bench: _Bench, question: Question) -> None:
    if not question.margin:
        return
    namespace = bench.namespace(question)
    with datasets.using(bench.world):
        handed = run_cells([question.solution, question.margin], namespace)
    if handed.error:
        raise bench.refuse(question, " margin ", handed.error)
    distance = np.abs(np.asarray(namespace["margin"], dtype=float))
    if distance.size and not distance.min() > NEAR_CUT:
        raise bench.refuse(question, "答案", f"离分界线只有 {distance.min():.1e}", unlucky=True)


def _prove_variants(bench: _Bench, question: Question, entry: dict[str, Any]) -> None:
    """Right ways earn all, the starter and constants nothing, each wrong its own sentence."""
    for number, code in enumerate(question.rights, 1):
        variant = f"第 {number} 个 right "
        verdict = _verdict(entry, _value(bench, question, code, variant))
        if not earns_enough(question, verdict):
            raise _short(bench, question, variant, verdict)
    if not earns_enough(question, verdict := _verdict(entry, entry["right"])):
        raise _short(bench, question, " solution ", verdict)
    _prove_starter(bench, question, entry)
    for number, wrong in enumerate(entry["wrong"], 1):
        verdict = _verdict(entry, wrong["value"])
        named = verdict.wrong is not None and entry["wrong"][verdict.wrong]["says"]
        if _full(verdict) or named != wrong["says"]:
            got = "拿到了满分" if _full(verdict) else f"得到的是「{verdict.says}」"
            raise bench.refuse(question, f"第 {number} 个 wrong ", got, unlucky=True)
    for constant in constant_answers(entry):
        handed = bench.run(question, f"{question.name} = {constant}")
        if _verdict(entry, handed.answer).points > 0:
            raise bench.refuse(question, f"常数答案 {constant} ", "竟然得了分", unlucky=True)


def _short(bench: _Bench, question: Question, variant: str, verdict: Verdict) -> Any:
    """A right way earns too little: for a decision that may be this world's doing."""
    decision = question.kind == "decision"
    wanted = f"份额 {question.least:g}，只有 {verdict.points:g} 分" if decision else "满分"
    what = f"没有拿到{wanted}（{verdict.says}）"
    return bench.refuse(question, variant, what, unlucky=decision)


def _prove_starter(bench: _Bench, question: Question, entry: dict[str, Any]) -> None:
    handed = bench.run(question, question.starter)
    if handed.error and question.broken_starter:
        return
    if handed.error:
        raise bench.refuse(question, " starter ", f"运行出错（{handed.error}）")
    verdict = _verdict(entry, handed.answer)
    if verdict.state != "blank" or verdict.points:
        raise bench.refuse(question, " starter ", f"应当是「还没作答」，却得到 {verdict.state}")


def _prove_order_free(bench: _Bench, question: Question, entry: dict[str, Any]) -> None:
    """The answer must not lean on the order of rows, nor on how ties happen to fall."""
    for number, code in enumerate([question.solution, *question.rights]):
        variant = f"第 {number} 个 right " if number else " solution "
        verdict = _verdict(entry, bench.shuffled.run(question, code).answer)
        if not earns_enough(question, verdict):
            raise bench.refuse(question, variant, "打乱表的行以后答案变了")
        with ties_broken_otherwise():
            handed = bench.run(question, code)
        if not earns_enough(question, _verdict(entry, handed.answer)):
            raise bench.refuse(question, variant, "并列的行换了先后，答案就变了", unlucky=True)


def _prove_apart(bench: _Bench, question: Question, entry: dict[str, Any]) -> None:
    outcomes = [("正确答案", entry["right"], "")]
    outcomes += [
        (f"第 {number} 个 wrong", wrong["value"], wrong["says"])
        for number, wrong in enumerate(entry["wrong"], 1)
    ]
    for place, (name, value, says) in enumerate(outcomes):
        for other_name, other, other_says in outcomes[:place]:
            if says != other_says and same(entry, value, other, factor=APART):
                raise bench.refuse(question, name, f"和{other_name}靠得太近", unlucky=True)


def _copied(questions: dict[str, Any], practice: dict[str, Any]) -> list[str]:
    """Questions where the practice world's answer earns more than its `fixed` points."""
    copied = []
    for key, entry in questions.items():
        verdict = _verdict(entry, practice["questions"][key]["right"])
        if verdict.points > fixed_points({**entry, "points": verdict.max_points}) + 1e-9:
            copied.append(key)
    return copied


def _prove_copying_fails(
    exercise: Exercise, practice: dict[str, Any], files: list[dict[str, Any]]
) -> None:
    """An answer with few possible values may be copied by luck; in most worlds it must fail."""
    hits = [key for file in files for key in _copied(file["questions"], practice)]
    for key in hits:
        if hits.count(key) > len(files) // 2:
            raise ContractError(f"{key}：练习数据的答案在多数世界里也得分，问法要改")


def fixed_points(entry: dict[str, Any]) -> float:
    """Points of the parts of an answer that are declared the same in every world."""
    fixed, points = entry["fixed"], float(entry["points"])
    if fixed is True:
        return points
    if not fixed:
        return 0.0
    return points * len(fixed) / len(entry["right"]["items"])


def prove(
    exercise: Exercise, practice_world: Any, others: Iterable[tuple[str, Any]], *, wanted: int = 5
) -> dict[str, Any]:
    """Prove the contract in the practice world and `wanted` others; return the practice answers.

    others : (label, world) pairs to try; at most half of those tried may be refused as unlucky.
    """
    practice = answers_for(exercise, practice_world, label="练习世界")
    if exercise.lesson:
        return practice
    accepted, refused = [practice], []
    for label, world in others:
        try:
            # Leaning on row order shows in any two worlds; it is half of the work.
            first = len(accepted) == 1
            accepted.append(answers_for(exercise, world, label=label, reorder=first))
        except WorldRefused as error:
            refused.append(error)
        if len(accepted) > wanted:
            break
    if len(accepted) <= wanted or len(refused) > wanted:
        raise ContractError(f"{exercise.assignment}：太多世界不能用。最后一次：{refused[-1]}")
    _prove_fixed(exercise, accepted)
    _prove_copying_fails(exercise, practice, accepted[1:])
    _prove_independent(exercise, practice_world, practice)
    return practice


def _prove_fixed(exercise: Exercise, files: list[dict[str, Any]]) -> None:
    """Answers that never change must be declared, and be a small part of the exercise."""
    for question in exercise.questions:
        entries = [file["questions"][question.key] for file in files]
        first, declared = entries[0], entries[0]["fixed"]
        if declared is True:
            continue
        if all(same(first, first["right"], other["right"]) for other in entries[1:]):
            raise ContractError(f"{question.key}：答案在每个世界都一样，要写 fixed=true")
        if question.kind != "dict":
            continue
        by_key = [same_by_key(first, first["right"], other["right"]) for other in entries[1:]]
        stuck = {key for key in by_key[0] if all(one.get(key) for one in by_key)}
        if stuck - set(declared or []):
            names = "、".join(sorted(stuck))
            raise ContractError(f"{question.key}：键 {names} 在每个世界都一样，要写进 fixed")
    entries = list(files[0]["questions"].values())
    total = sum(entry["points"] for entry in entries)
    if sum(fixed_points(entry) for entry in entries) > FIXED_SHARE * total + 1e-9:
        raise ContractError(f"{exercise.assignment}:fixed 的分数超过了自动评分的十分之一")


def _prove_independent(exercise: Exercise, world: Any, answers: dict[str, Any]) -> None:
    """Each question alone earns exactly its points; one that fails costs no other anything."""
    cased = CasedWorld(
        world, {key: q["cases"] for key, q in answers["questions"].items() if "cases" in q}
    )

    def notebook(chosen: dict[str, str]) -> dict[str, float]:
        cells = []
        for cell in exercise.cells:
            if cell.role == "answer":
                cells.append(chosen[cell.owner])
            elif cell.role in ("code", "check"):
                cells.append(cell.source)
        with datasets.using(cased):
            handed = run_notebook(cells)
        return {
            key: _verdict(entry, handed.get(key)).points / (entry["points"] or 2.0)
            for key, entry in answers["questions"].items()
        }

    whole = {
        key: _verdict(entry, entry["right"]).points / (entry["points"] or 2.0)
        for key, entry in answers["questions"].items()
    }  # 1, and for a decision what its solution earns
    starters = {question.id: question.starter for question in exercise.questions}
    solutions = {question.id: question.solution for question in exercise.questions}
    if spoilt := [key for key, share in notebook(solutions).items() if share != whole[key]]:
        raise ContractError(f"全部答对时，{'、'.join(spoilt)} 没有拿到满分，前面的题改动了它的数据")
    for question in exercise.questions:
        shares = notebook({**starters, question.id: question.solution})
        alone = {key: whole[key] * (key == question.key) for key in shares}
        if shares != alone:
            raise ContractError(f"{question.key}：单独答对它时，各题得分是 {shares}，题目不独立")
        for code in (question.wrongs[0][1], "raise ValueError('learner')"):
            shares = notebook({**solutions, question.id: code})
            if any(share != whole[key] for key, share in shares.items() if key != question.key):
                raise ContractError(f"{question.key}：它答错或报错时，别的题也丢了分")
