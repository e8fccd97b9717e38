"""A made form of any size for the benches: text, numbers, dates, choices with a filter, conditions, sums over a repeat."""

from __future__ import annotations

from itertools import count

HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">'
    "<h:head><h:title>Large</h:title><model>"
)
LISTS = "".join(
    f"<item><name>{place}-{number}</name><label>{place} {number}</label><in>{place}</in></item>"
    for place in ("north", "south")
    for number in range(200)
)
PARTS = ("north", "south")


def large_form(fields: int, item_fields: int = 6) -> bytes:
    """Return an XForm with about `fields` fields in parts of 25, and a repeat of `item_fields` fields an item at its end."""
    nodes, binds, body = "", "", ""
    names = count(1)
    for part in range(max(fields // 25, 1)):
        ref = f"/large/part{part}"
        inside, controls = "", ""
        for _ in range(5):
            number = next(names)
            a, b, c, d, e = (f"{kind}{number}" for kind in ("text", "number", "day", "choice", "sum"))
            inside += f"<{a}/><{b}/><{c}/><{d}/><{e}/>"
            binds += (
                f'<bind nodeset="{ref}/{a}" type="string" required="{ref}/{b} &gt; 3" constraint="string-length(.) &lt; 80"/>'
                f'<bind nodeset="{ref}/{b}" type="int" constraint=". &gt;= 0 and . &lt; 1000"/>'
                f'<bind nodeset="{ref}/{c}" type="date" relevant="{ref}/{b} != \'\'" constraint=". &lt;= today()"/>'
                f'<bind nodeset="{ref}/{d}" type="string" relevant="{ref}/{a} != \'\'"/>'
                f'<bind nodeset="{ref}/{e}" type="string" calculate="concat({ref}/{a}, \'-\', coalesce({ref}/{b}, 0) * 2)"/>'
            )
            controls += "".join(f'<input ref="{ref}/{name}"><label>{name}</label></input>' for name in (a, b, c))
            controls += (
                f'<select1 ref="{ref}/{d}"><label>{d}</label><itemset nodeset="instance(\'places\')/root/item[in = /large/side ]">'
                '<value ref="name"/><label ref="label"/></itemset></select1>'
            )
        nodes += f"<part{part}>{inside}</part{part}>"
        body += f'<group ref="{ref}"><label>Part {part}</label>{controls}</group>'
    item, item_controls = "<name/><age/><older/>", ""
    for extra in range(item_fields - 3):
        item += f"<more{extra}/>"
        item_controls += f'<input ref="/large/person/more{extra}"><label>More {extra}</label></input>'
    binds += (
        '<bind nodeset="/large/person/age" type="int" constraint=". &lt; 120" required="../name != \'\'"/>'
        '<bind nodeset="/large/person/older" type="string" calculate="if(../age &gt;= 17, \'yes\', \'no\')"/>'
        '<bind nodeset="/large/ages" type="string" calculate="sum(/large/person/age)"/>'
        '<bind nodeset="/large/grown" type="string" calculate="count(/large/person[age &gt;= 17])"/>'
    )
    return (
        f'{HEAD}<instance><large id="large" version="1"><side/>{nodes}<person jr:template="">{item}</person><person>{item}</person>'
        f'<ages/><grown/></large></instance><instance id="places"><root>{LISTS}</root></instance>{binds}</model></h:head><h:body>'
        '<select1 ref="/large/side"><label>Side</label>'
        f"{''.join(f'<item><label>{side}</label><value>{side}</value></item>' for side in PARTS)}</select1>{body}"
        '<group ref="/large/person"><label>Person</label><repeat nodeset="/large/person">'
        '<input ref="/large/person/name"><label>Name</label></input><input ref="/large/person/age"><label>Age</label></input>'
        f"{item_controls}</repeat></group></h:body></h:html>"
    ).encode()
