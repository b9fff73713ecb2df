"""Every number of the tournament, once. The report prints them; nothing else states them again.

Money is in fen wherever a name does not say yuan.
"""

YUAN = 100  # fen

# ---- the market
FIRST_DAY = 700  # in December of the second year: searches are those of the table `keywords`
SLOT_HOURS = 3  # an entry decides at 0, 3 … 21 o'clock
SLOTS_A_DAY = 24 // SLOT_HOURS
QUERIES = 400_000  # searches a day, of all the market's keywords
KEYWORDS = 60  # that can be bid on: the most searched of the shop's goods that keep
KEEPS = 0.05  # return rate up to which a good is one that keeps
HIGHEST_BID = 100 * YUAN
SEATS = 8  # entries in a group, at most

# ---- the money: 100,000 yuan in all
QUALIFYING_DAYS, QUALIFYING_BUDGET = 5, 10_000 * YUAN
ROUNDS, HEATS_A_ROUND = 5, 3
HEAT_DAYS, HEAT_BUDGET = 3, 6_000 * YUAN

# ---- the points of a round, and the grade
SEARCH_POINTS, DISPLAY_POINTS, TITLE_POINTS = 40, 30, 30
BASELINE_SHARE = 0.6  # share of display and title points that the best scripted baseline gets
FIXED_PERCENT, RANK_PERCENT = 70, 30

# ---- an entry
TITLE_BYTES = 60  # GBK
PRODUCT = "永春芦柑-5斤"  # what TITLE and CROWDS are for: the good of the display lesson

FORMULAS = {
    "search": "搜索分 = 40 × 利润 ÷ 标准利润，最少 0 分，最多 40 分。"
    "利润 = 点击平均能留下的钱 − 点击花费。"
    "标准利润 = 三种固定办法各自单独面对同样的对手，赚得最多的那一种的利润。",
    "display": "展示分 = 30 × 份额。什么也不做是 0，和最好的固定办法一样是 0.6，"
    "和参考办法一样是 1，中间按比例。",
    "title": "标题分 = 30 × 份额。没有标题是 0，和最好的固定办法一样是 0.6，"
    "和参考标题一样是 1，中间按比例。",
    "round": "一轮的得分 = 搜索分 + 展示分 + 标题分，满分 100。搜索的利润是这一轮 3 场加起来的。",
    "total": "总分 = 5 轮得分的平均。",
    "tie": "总分相同，效率高的在前。效率 = 利润 ÷ 花费。",
    "grade": "成绩 = 0.7 × 资格赛得分 + 0.3 × 名次分。名次分 = 100 ×（人数 − 名次）÷（人数 − 1）。",
}
