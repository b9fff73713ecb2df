"""A SyntaxError in one Chinese sentence: which character, in which line, what to write instead."""

import re
import unicodedata
from collections.abc import Iterator

_ENGLISH = {
    "。": ".",
    "、": ",",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "【": "[",
    "】": "]",
    "《": "<",
    "》": ">",
    "—": "-",
    "–": "-",
    "×": "*",
    "÷": "/",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "\u3000": " ",
    "\u00a0": " ",
}
_NAMES = {"\u3000": "全角空格", "\u00a0": "特殊空格"}


def english_for(character: str) -> str | None:
    r"""The ASCII character that code needs in place of a Chinese or full-width one, else None.

    >>> english_for("\uff08"), english_for("。"), english_for("a"), english_for("好")
    ('(', '.', None, None)
    """
    if character in _ENGLISH:
        return _ENGLISH[character]
    if "\uff01" <= character <= "\uff5e":  # the full-width forms of ASCII
        plain = unicodedata.normalize("NFKC", character)
        return None if plain.isalpha() else plain  # full-width letters are legal names
    return None


def code_characters(source: str) -> Iterator[tuple[int, int, str]]:
    """(line, column, character), from 1, of what is neither in a string nor in a comment."""
    line, column, quote, index = 1, 1, "", 0
    while index < len(source):
        char = source[index]
        step = 1
        if quote:
            if char == "\\":
                step = 2
            elif source.startswith(quote, index):
                step, quote = len(quote), ""
            elif char == "\n" and len(quote) == 1:
                quote = ""
        elif char in "\"'":
            quote = char * 3 if source.startswith(char * 3, index) else char
            step = len(quote)
        elif char == "#":
            end = source.find("\n", index)
            step = (len(source) if end < 0 else end) - index
        else:
            yield line, column, char
        piece = source[index : index + step]
        index += step
        if "\n" in piece:
            line += piece.count("\n")
            column = len(piece) - piece.rfind("\n")
        else:
            column += step


def foreign_punctuation(source: str) -> str | None:
    """The sentence on the first Chinese or full-width sign in the code, or None.

    >>> foreign_punctuation('print(“你好”)')
    '第 1 行第 7 个字符 “ 是中文标点，代码里要用英文的 " 。'
    """
    for line, column, char in code_characters(source):
        plain = english_for(char)
        if plain is None:
            continue
        where = f"第 {line} 行第 {column} 个字符"
        if char in _NAMES:
            return f"{where}是{_NAMES[char]}，要换成普通空格。"
        kind = "全角数字" if plain.isdigit() else "中文标点"
        return f"{where} {char} 是{kind}，代码里要用英文的 {plain} 。"
    return None


_ONE_EQUALS = "用了一个 = 。一个 = 是给名字一个值，比较是否相等要写两个：== 。"
# (pattern in Python's message, sentence with {n} for the line and the pattern's own groups)
_SENTENCES: tuple[tuple[str, str], ...] = (
    (
        r"unterminated (?:f-)?(?:triple-quoted )?(?:f-)?string",
        "第 {n} 行的引号没有配对：一段文字前后各要一个引号，这里少了一个。",
    ),
    (r"'(.)' was never closed", "第 {n} 行的 {0} 没有配对，少了一个 {pair}。"),
    (r"unmatched '(.)'", "第 {n} 行多了一个 {0}，或者前面少了一个 {pair}。"),
    (
        r"closing parenthesis '(.)' does not match opening parenthesis '(.)'",
        "第 {n} 行的括号不配对：前面用 {1} 打开，却用 {0} 关上。",
    ),
    (r"expected ':'", "第 {n} 行末尾少了英文冒号 : 。"),
    (
        r"expected an indented block after (.+) on line (\d+)",
        "第 {1} 行下面的内容要缩进：在第 {n} 行开头按一次 Tab。",
    ),
    (r"expected an indented block", "第 {n} 行要缩进：在行首按一次 Tab。"),
    (r"unexpected indent", "第 {n} 行开头多了空格，去掉它。"),
    (
        r"unindent does not match",
        "第 {n} 行的缩进和上面对不齐，同一层的行首空格要一样多。",
    ),
    (r"inconsistent use of tabs", "第 {n} 行混用了 Tab 和空格，都换成 4 个空格。"),
    (r"keyword argument repeated: (\w+)", "第 {n} 行的 {0}= 写了两次。"),
    (r"positional argument follows keyword", "第 {n} 行里，带“名字=”的内容要放在后面。"),
    (
        r"leading zeros in decimal",
        "第 {n} 行有以 0 开头的整数，去掉开头的 0；如果是编号，放进英文引号里。",
    ),
    (
        r"invalid decimal literal",
        "第 {n} 行的数字和字母连在了一起：名字不能以数字开头，文字要放进英文引号里。",
    ),
    (r"'(return|yield|await)' outside", "第 {n} 行的 {0} 只能写在函数（def）里面。"),
    (
        r"'(break|continue)' (?:outside|not properly)",
        "第 {n} 行的 {0} 只能写在循环（for、while）里面。",
    ),
    (
        r"Missing parentheses in call to '(\w+)'",
        "第 {n} 行的 {0} 后面要用英文括号 ( ) 把内容括起来。",
    ),
    (r"[Pp]erhaps you forgot a comma", "第 {n} 行可能少了一个英文逗号 , 。"),
    (r"invalid syntax\. (?:[Mm]aybe|perhaps) you meant ['\"]==", "第 {n} 行" + _ONE_EQUALS),
    (r"expression cannot contain assignment", "第 {n} 行" + _ONE_EQUALS),
    (r"cannot assign to", "第 {n} 行的 = 左边要是一个名字。右边才是要算的内容。"),
    (
        r"unexpected character after line continuation",
        "第 {n} 行的 \\ 后面不能再有内容。",
    ),
    (
        r"unexpected EOF|incomplete input",
        "第 {n} 行没有写完，看看括号和引号是否都配对。",
    ),
)
_PAIRS = {"(": ")", "[": "]", "{": "}", ")": "(", "]": "[", "}": "{"}


def explain_syntax(error: SyntaxError, source: str) -> str:
    """One Chinese sentence for a SyntaxError in `source` (the cell as the learner wrote it).

    >>> explain_syntax(SyntaxError("expected ':'", ("c", 1, 5, "if x", 1, 5)), "if x")
    '第 1 行末尾少了英文冒号 : 。'
    """
    found = foreign_punctuation(source)
    if found:
        return found
    if "incomplete input" in (error.msg or ""):
        error = _asked_again(source) or error
    line = error.lineno or 1
    message = error.msg or ""
    quote = _chinese_quote(line, source) if "unterminated" in message else None
    if quote:
        return f"第 {line} 行的引号没有配对：{quote} 是中文引号，要换成英文的。"
    if "expected ':'" not in message and (_compares(line, source) or _inside(error, source)):
        return f"第 {line} 行{_ONE_EQUALS}"
    number = re.search(r"\d+(?:\.\d+)?\s*([\u4e00-\u9fff]+)", _code_of(line, source))
    if number and message.startswith("invalid"):
        return (
            f"第 {line} 行的数字后面跟着「{number.group(1)}」。代码里只写数，单位写在 # 后面；"
            "文字要放进英文引号里。"
        )
    for pattern, sentence in _SENTENCES:
        match = re.search(pattern, message)
        if match:
            groups = [g or "" for g in match.groups()]
            pair = _PAIRS.get(groups[0], "") if groups else ""
            return sentence.format(*groups, n=line, pair=pair)
    return _by_the_line(line, source)


def _compares(line: int, source: str) -> bool:
    """True for `if x = 1:` and its like."""
    lines = source.splitlines()
    text = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    return re.match(r"(if|elif|while)\b[^=!<>:]*[^=!<>:(,]=[^=]", text) is not None


def _inside(error: SyntaxError, source: str) -> bool:
    """True for `df[df["a"] = 1]`: what is "assigned to" stands inside a bracket, unlike `3 = x`."""
    if not re.search("you meant ['\"]==", error.msg or ""):
        return False
    line, offset = error.lineno or 1, (error.offset or 1) - 1
    before = [c for row, col, c in code_characters(source) if (row, col - 1) < (line, offset)]
    return sum(c in "([{" for c in before) > sum(c in ")]}" for c in before)


def _code_of(line: int, source: str) -> str:
    """A line without what stands in quotes or behind #."""
    return "".join(char for row, _, char in code_characters(source) if row == line)


def _asked_again(source: str) -> SyntaxError | None:
    """IPython lets Python stop at "incomplete input"; asked plainly, Python says what is open."""
    try:
        compile(source, "<cell>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return error
    except ValueError:
        return None
    return None


def _chinese_quote(line: int, source: str) -> str | None:
    lines = source.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    return next((c for c in text if c in "“”‘’"), None)


def _by_the_line(line: int, source: str) -> str:
    """Where Python only says "invalid syntax": look at the line itself."""
    lines = source.splitlines()
    text = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    if re.match(r"(if|elif|else|for|while|def|with|try|class)\b", text) and not text.endswith(":"):
        return f"第 {line} 行末尾少了英文冒号 : 。"
    if re.search(r"=\s*$", text):
        return f"第 {line} 行的 = 右边还没有写内容。"
    return f"第 {line} 行的写法 Python 读不懂。看看这一行和上一行的括号、引号、逗号。"
