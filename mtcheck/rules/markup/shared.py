"""What the markup rules share: the names of tags."""

from __future__ import annotations

MARKUP = "design/markup"


INLINE = frozenset(
    "abbr b bdi bdo big cite code del em font i ins kbd mark q s samp small span strike strong sub sup tt u"
    " var".split()
)


_BLOCK = frozenset(
    "a article aside blockquote body br button center dd div dl dt figcaption figure footer form h1 h2 h3 h4"
    " h5 h6 head header hr html iframe img input label li link main meta nav ol option p picture pre script"
    " section select source style svg table tbody td textarea tfoot th thead title tr ul video wbr".split()
)


EMPTY = frozenset("br hr img input link meta source wbr".split())


NAMES = "|".join(sorted(INLINE | _BLOCK, key=lambda name: (-len(name), name)))
