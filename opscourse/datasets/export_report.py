"""What `read_export` understood of a file, in words."""

from __future__ import annotations

from dataclasses import dataclass

from opscourse.datasets.export_headers import known


@dataclass(frozen=True)
class ExportReport:
    """What `read_export` understood of a file; `print` it.

    `mapped`: course column → header; `ambiguous`: course column → the headers that could be it
    (none was chosen; they keep their names); `unknown`: headers that are not known, kept as text;
    `unused`: header → what it is, kept as text; `private`: header → what was done to it; `notes`:
    sentences on rows left out, cells left empty, units; `rows`: how many are left.
    """

    file: str
    how: str
    rows: int
    mapped: dict[str, str]
    ambiguous: dict[str, list[str]]
    unknown: list[str]
    unused: dict[str, str]
    private: dict[str, str]
    notes: list[str]

    def __str__(self) -> str:
        columns = known()["columns"]
        lines = [f"{self.file}：{self.how}，读到 {self.rows:,} 行。", "", "认出来的列："]
        lines += [f"  {h} → {c}（{columns[c]['says']}）" for c, h in self.mapped.items()]
        lines += [] if self.mapped else ["  没有。"]
        if self.ambiguous:
            lines += ["", "拿不准，没有替你选："]
            for column, headers in self.ambiguous.items():
                lines.append(f"  {column}（{columns[column]['says']}）可能是：{'、'.join(headers)}")
            column, headers = next(iter(self.ambiguous.items()))
            lines.append(f'  你来定：read_export(文件, choose={{"{column}": "{headers[0]}"}})')
        if self.unknown:
            lines += ["", f"没认出来，照原样留着：{'、'.join(self.unknown)}"]
        if self.unused:
            lines += ["", "认得，这门课不用，照原样留着："]
            lines += [f"  {header}：{what}" for header, what in self.unused.items()]
        lines += ["", "买家的信息："]
        lines += [f"  {header}：{done}" for header, done in self.private.items()]
        lines.append("  机器认不全。留着的列里如果还有人名或地址，自己删掉那一列再用。")
        if self.notes:
            lines += ["", "还要知道：", *(f"  {note}" for note in self.notes)]
        return "\n".join(lines)

    __repr__ = __str__
