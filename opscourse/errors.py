"""The one error that people are meant to read."""


class CourseError(Exception):
    """A fault a person can mend: its message is one Chinese sentence, what is wrong and what to do.

    >>> str(CourseError("没有叫 order 的表。你要的是 orders 吗?"))
    '没有叫 order 的表。你要的是 orders 吗?'
    """

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""
