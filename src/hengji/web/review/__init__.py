"""
The authority's side: comments at the very cell or sentence, confirmed points, waivers, samples.

| If you ask … | go to |
| --- | --- |
| why is this one first in the queue? | `risk.yaml`, `risk`, `assessing` |
| what did a revision say, at which answer? | `opened`, `filing.labels` |
| what stands beside a claim? | `worksheet` |
| who may be accepted together? | `deciding` |
| what does the report say, and from which answers? | `reporting` |
| where is a sentence in the next version? | `anchoring` |
| was the opinion answered? | `differences`, `sentences` |
| how are units put together? | `consolidation` (figures), `own_level` (本级), `consolidating` (drafts) |
| can the sample be drawn again? | `sampling` |

Pages stand in `screens`, their templates under `templates/authority`.  Moves go through
`filing.moving` only; what this room does along with them is entered in `apps`.
"""
