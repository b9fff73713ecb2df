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
BASELINE_SHARE = 0.6  # share of each part's points that the best scripted baseline gets
FULL_MARKS = 1.5  # times par: profit for all points of search; what pacing well earns when alone
FIXED_PERCENT, RANK_PERCENT = 70, 30

# ---- an entry
TITLE_BYTES = 60  # GBK
LATE = 3  # decisions that are late, and it is stopped for the rest of the heat
STOPPED_HEATS = 3  # heats in which it was stopped so; from the next round on it sits out
PRODUCT = "永春芦柑-5斤"  # what TITLE and CROWDS are for: the good of the display lesson

FORMULAS = {
    "search": f"搜索分 = {SEARCH_POINTS} × 份额。不赚钱是 0，"
    f"和标准利润一样是 {BASELINE_SHARE}，是标准利润的 {FULL_MARKS} 倍就是 1，中间按比例。"
    "利润 = 点击平均能留下的钱 − 点击花费。"
    "标准利润 = 三种固定办法各自单独面对同样的对手，赚得最多的那一种的利润。",
    "display": f"展示分 = {DISPLAY_POINTS} × 份额。什么也不做是 0，"
    f"和最好的固定办法一样是 {BASELINE_SHARE}，和参考办法一样是 1，中间按比例。",
    "title": f"标题分 = {TITLE_POINTS} × 份额。没有标题是 0，"
    f"和最好的固定办法一样是 {BASELINE_SHARE}，和参考标题一样是 1，中间按比例。",
    "round": "一轮的得分 = 搜索分 + 展示分 + 标题分，满分 "
    f"{SEARCH_POINTS + DISPLAY_POINTS + TITLE_POINTS}。"
    f"搜索的利润和标准利润都是这一轮 {HEATS_A_ROUND} 场加起来的。",
    "total": f"总分 = {ROUNDS} 轮得分的平均。",
    "tie": "总分相同，效率高的在前。效率 = 利润 ÷ 花费。",
    "grade": f"成绩 = {FIXED_PERCENT}% × 资格赛得分 + {RANK_PERCENT}% × 名次分。"
    "名次分 = 100 ×（人数 − 名次）÷（人数 − 1）。",
}

# How the season is kept fair, for the report and the course.
FAIR = {
    "money": f"资格赛 {QUALIFYING_DAYS} 天，{QUALIFYING_BUDGET // YUAN} 元，每份作品单独面对对手。"
    f"以后 {ROUNDS} 轮，每轮 {HEATS_A_ROUND} 场，每场 {HEAT_DAYS} 天，{HEAT_BUDGET // YUAN} 元。"
    f"一共 {(QUALIFYING_BUDGET + ROUNDS * HEATS_A_ROUND * HEAT_BUDGET) // YUAN} 元，"
    "一场没花完的钱不能带到下一场。",
    "groups": f"一组最多 {SEATS} 份作品。先按名次排队，第一轮按资格赛的名次。比如分成 5 组，"
    "就每 5 份作品一档，同一档的 5 份抽签分到 5 个组，所以各组强弱差不多。每场重新抽签。"
    "有的组少一份作品，就加一个陪练，它按一次点击的价值出价。",
    "same": "同一场里，各组的顾客和对手都一样。所有作品卖同样的货，质量分和点击率也一样。",
    "stalled": f"一份作品一场里有 {LATE} 次出价超时，这一场后面就不再运行它；"
    f"一开始读程序就超时也一样。这样停了 {STOPPED_HEATS} 场的，从下一轮起每一场都由陪练代它，"
    "同组的人面对的强弱不变。它自己这些场的利润和花费记 0，展示分和标题分照算。",
    "ties": "两份作品排名分相同，谁在前由抽签定，每 3 个小时换一次。",
    "luck": "一次点击按平均能留下多少钱来算，不看这位顾客刚好买没买，运气不影响得分。",
    "still": f"标题和人群计划用在{PRODUCT}上，在练习世界里算，每轮换日子、换预算、换搜索次数。"
    "这些钱另外给，不算在上面的钱里。",
}
