"""Interactive labs. Each is a Model, plain Python that runs anywhere, and a View on it in Jupyter.

`profit` (L01): one box's price taken apart, and how many boxes pay the fixed costs; `skill_radar`.
`table_filter` (L02): click on a table, and see the pandas line that keeps the same rows.
`funnel` (L03): the funnel of a span of days, and why the UV of days does not add up.
`personas` (L06): a persona card whose every field must match the survey.
`listing` (L07): a shop page composed of blocks, with a preview and a list of checks.
`titles` (L08): a title scored while it is written, on the course's goods or on one's own.
`service` (L09): an order that goes one step at a time, and a drill of ten buyers' chats.
`auction` (L10): keyword bids, why a click costs what it costs, and what a budget does to it.
`budget` (L12): the cost ladder of channels, where the next yuan should go, and who earns credit.
"""
