"""Which treaties of the registers are bodies that the atlas knows by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..graph.model import Role

if TYPE_CHECKING:
    from ..atlas.book import Atlas

ATOP = {
    3015: "Arab League", 3075: "Rio Treaty", 3125: "Anglo-Jordanian Treaty", 3130: "Western European Union",
    3140: "Soviet-Finnish Treaty", 3150: "OAS", 3180: "NATO", 3200: "Sino-Soviet Treaty",
    3210: "US-Philippines Mutual Defense Treaty", 3215: "ANZUS", 3220: "US-Japan Security Treaty",
    3230: "Balkan Pact", 3240: "US-ROK Mutual Defense Treaty", 3260: "SEATO",
    3270: "US-ROC Mutual Defense Treaty", 3275: "CENTO", 3285: "Warsaw Pact",
    3330: "Anglo-Malayan Defence Agreement", 3375: "US-Japan Security Treaty", 3405: "Treaty of Guarantee",
    3440: "Soviet-North Korean Treaty", 3445: "Sino-North Korean Treaty", 3535: "Soviet-Mongolian Treaty",
    3538: "Egyptian-Syrian Defence Pact", 3670: "Soviet-Egyptian Treaty", 3675: "Indo-Soviet Treaty",
    3685: "Indo-Bangladeshi Treaty", 3690: "Soviet-Iraqi Treaty", 3735: "Soviet-Somali Treaty",
    3765: "Soviet-Angolan Treaty", 3775: "Soviet-Mozambican Treaty", 3825: "Soviet-Vietnamese Treaty",
    3835: "Soviet-Ethiopian Treaty", 3840: "Soviet-Afghan Treaty", 3855: "Soviet-South Yemeni Treaty",
    3880: "Soviet-Syrian Treaty", 3900: "OECS", 3995: "Arab Maghreb Union", 4175: "EU", 4220: "CSTO",
    4400: "CIS", 4890: "Russia-Armenia Treaty", 4953: "AU",
    4980: "Sino-Russian Treaty of Good-Neighbourliness",
}  # fmt: skip


def body(number: int, atlas: Atlas) -> Role:
    """Return the body behind a treaty's number in ATOP; one that the atlas does not name has the number for a name.

    >>> from ..atlas.book import open_atlas
    >>> body(3180, open_atlas()).entity, body(1005, open_atlas()).label
    ('NATO', 'ATOP 1005')
    """
    known = ATOP.get(number)
    if known in atlas.alliances and known:
        return Role("body", known, "alliance", via="dataset")
    return Role("body", f"atop:{number}", "alliance", via="dataset", label=f"ATOP {number}")
