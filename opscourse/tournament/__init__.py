"""The bidding tournament: entries of a class meet in one market.

`rules` holds every number · `state` what an entry's `bid` is given and what a player is ·
`results` what is reported · `field` the market of one heat · `scoring` the points · `season`
qualifying period, rounds and journal · `entry` reads files without running them · `player_process`
runs each in a process of its own (`lines`, `deciding`, `mishaps`).

The doors are `season.run(folder, entries, open_player, jobs, say) -> Season` (`say(done, heats,
text)` after each finished heat) and `season.practice(entry, open_player) -> Practice` (a market
with a public key, its heat, its score and the baselines' heats). The player of a plain Python
`bid(state)` is `baselines.Called(bid)`.
"""
