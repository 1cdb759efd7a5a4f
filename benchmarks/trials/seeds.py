"""Small invented files, one or more for each reader: where fuzzing starts from.

Every table is in a layout that its loader knows, so that a changed copy still comes past the header.
"""

import gzip
import io
import json
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = ROOT / "app" / "sample"
NEWS = (
    "Norway and Chad open talks\n\nOSLO, April 3, 2018 - Norway accused Chad of violating the treaty on Monday, and "
    'the minister said: "Chad will pay $2.5 billion for 40 tanks." Chad, a member of the African Union, rejected '
    "the charge. Russia will deliver two S-400 batteries to Turkey by 2019, officials said.\n"
)
PAGE = (
    '<!DOCTYPE html><html><head><title>Talks | The Wire</title><meta property="article:published_time" '
    'content="2018-04-03T10:00:00Z"><link rel="canonical" href="https://news.example/a"><script type="application/ld+json">'
    '{"@type":"NewsArticle","headline":"Talks","datePublished":"2018-04-03","publisher":{"name":"The Wire"}}</script>'
    f"</head><body><article><p>{NEWS}</p><p>{NEWS}</p></article></body></html>"
)
ITEM = (
    "<item><title>Talks open</title><link>https://news.example/1</link><pubDate>Wed, 04 Apr 2018 23:30:00 +0900"
    f"</pubDate><description>{NEWS}</description></item>"
)
RSS = f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Wire</title>{ITEM}{ITEM}</channel></rss>'
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Wire</title><entry><title>Talks</title>'
    f'<updated>2018-04-04T10:00:00Z</updated><link href="https://news.example/2"/><content type="html">{NEWS}</content>'
    "</entry></feed>"
)


def pdf(text=NEWS):
    """Return a PDF of one page that shows a text, its table of objects right."""
    shown = text[:400].replace("\\", "").replace("(", "[").replace(")", "]").split("\n")
    drawn = "BT /F1 12 Tf 50 700 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in shown if line) + " ET"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(drawn)}>>\nstream\n{drawn}\nendstream", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Title(Talks)/CreationDate(D:20180403100000Z)>>",
    ]  # fmt: skip
    out, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return (out + f"xref\n0 7\n0000000000 65535 f \n{table}" + tail).encode("latin-1")


def warc(page=PAGE):
    """Return a WARC archive of one response."""
    body = page.encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/a\r\nWARC-Date: 2018-04-04T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\nContent-Type: application/http; "
        f"msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def zipped(name, content):
    """Return a zip archive of one member."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def _gdelt(width, day, places):
    cells = [""] * width
    for place, cell in places.items():
        cells[place] = cell
    return "\t".join(cells) + "\n"


def _event(width, number, code="112"):
    told = {
        0: str(number), 1: "20190510", 2: "201905", 3: "2019", 7: "TUR", 17: "GRC", 25: "1", 26: code, 27: code[:3],
        28: code[:2], 29: "3", 30: "-2.0", 31: "4", 32: "1", 33: "4", 34: "-1.5",
    }  # fmt: skip
    if width == 61:
        told |= {52: "Ankara, Turkey", 53: "TU", 59: "20190510121500", 60: "https://news.example/1"}
    else:
        told |= {56: "20190510"} | ({57: "https://news.example/1"} if width == 58 else {})
    return _gdelt(width, "", told)


ARMS = "2011,,40,,K-77 Orlan,tank,12,?,2013; 2014,New,$3 b deal; part of $244 m deal,2,80,24"
SIPRI = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,"
    "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons\n"
    f"Norway,Germany,{ARMS}\nSyria rebels*,Soviet Union,{ARMS}\n"
)
ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t"
    "Target Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\t"
    "Longitude\n1\t2018-05-10\tMinister (Turkey)\tGovernment\tTurkey\tAccuse\t112\t-2\tArmy (Greece)\tMilitary\tGreece\t77\t2"
    "\tWire\tAnkara\tNA\tNA\tTurkey\t39.9\t32.8\n"
)
WAR = (
    "WarNum,WarName,WarType,ccode,StateName,Side,StartMonth1,StartDay1,StartYear1,EndMonth1,EndDay1,EndYear1,StartMonth2,"
    "StartDay2,StartYear2,EndMonth2,EndDay2 ,EndYear2,TransFrom,WhereFought,Initiator,Outcome,TransTo,BatDeath,Version\r"
    "1,Test War,1,230,X,2,4,7,1823,11,13,1823,-8,-8,-8,-8,-8,-8,503,2,2,2,-8,600,4\r"
    "1,Test War,1,220,X,1,4,7,1823,11,13,1823,-8,-8,-8,-8,-8,-8,503,2,2,2,-8,600,4\r"
)
MIDB = (
    "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,revtype1,revtype2,fatality,fatalpre,"
    "hiact,hostlev,orig,version\n9,A,2,-9,7,1902,24,1,1903,1,1,1,-9,0,0,7,3,1,5\n9,B,200,-9,7,1902,24,1,1903,0,1,1,-9,0,0,0,1,1,5\n"
)
TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "acled": (("a.csv", "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,fatalities\n"
               "A1,2022-06-30,1,Battles,Armed clash,Military Forces of Mali (2021-),Forest Army,Mali,3\n"),),
    "atop": (("atop5_1m.csv", "atopid,cowid,member,yrent,moent,dayent,yrexit,moexit,dayexit,ineffect,bilat,phase,defense,"
              "offense,neutral,nonagg,consul,version\n9001,,640,1930,2,,1941,5,9,0,1,1,0,0,0,1,0,5.1\n"
              '9001,,"350",1930,2,,0,0,0,1,1,1,0,0,0,1,0,5.1\n'),
             ("atop5_1ddyr.csv", "stateA,stateB,year,defense,offense,neutral,nonagg,consul\n640,350,1930,1,0,0,1,0\n")),
    "borders": (("m.json", '{"objects": {"countries": {"geometries": [{"id": "604", "arcs": [[0, 1]]}, {"id": "152", '
                 '"arcs": [[[-1]]]}, {"id": "076", "arcs": [[5]]}]}}}'),),
    "codes": (("c.csv", "ISO3166-1-Alpha-3,ISO3166-1-Alpha-2,ISO3166-1-numeric,cown,gwn\nNAM,NA,516,565,565\n"),),
    "cow_alliances": (("by_dyad.csv", "version4id,ccode1,ccode2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_day,"
                       "dyad_end_month,dyad_end_year,right_censor,defense,neutrality,nonaggression,entente\n"
                       "1,200,235,1,1,1816,15,2,1911,0,1,0,1,0\n"),),
    "cow_contiguity": (("contdird.csv", 'dyad,state1no,state1ab,state2no,state2ab,year,conttype,version\n2020,2,"A",20,"B"'
                        ',1920,1,3.2\n2020,2,"A",20,"B",1921,1,3.2\n'),),
    "cow_dipex": (("d.csv", '"ccode1","ccode2","year","DR_at_1","DR_at_2","DE","version"\n2,20,1950,3,2,1,2006.1\n'),),
    "cow_igo": (("i.csv", "ccode1,ccode2,year,dyadigos\n2,20,1995,74\n"),
                ("s.csv", "ccode,year,sum_igo_full,sum_igo_associate,sum_igo_observer,sum_igo_anytype\n2,1990,60,1,NA,61\n")),
    "cow_mid": (("MIDB 5.0.csv", MIDB),),
    "cow_nmc": (("n.csv", 'stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n"AA",2,1816,-9,17,80,-9,8659,'
                 "101,.0396975,2011\n"),),
    "cow_states": (("states2016.csv", "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
                    "XXA,640,Turkey,1816,1,1,2016,12,31,2016\nXXB,265,East,1954,3,25,1990,10,2,2016\n"),
                   ("system2016.csv", "stateabb,ccode,year,version\nXX,770,1950,2016\nXX,770,1951,2016\n")),
    "cow_trade": (("t.csv", "ccode1,ccode2,year,flow1,flow2,smoothflow1,smoothflow2\n2.0,20.0,1991.0,93.5,82.0,1,1\n"),),
    "cow_war": (("w.csv", WAR),
                ("n.csv", "WarNum,WarName,V5RegionNum,WarType,CcodeA,SideA,CcodeB,SideB,Intnl,StartMo1,StartDy1,StartYr1,"
                 "EndMo1,EndDy1,EndYr1\n502.1,Rising,3,5,365,Russia,-8,Rebels,0,6,10,1818,11,-9,1822\n")),
    "gdelt1_events": (("20190510.export.CSV", _event(58, 1) + _event(58, 2, "190")),
                      ("2003.csv", _event(57, 1) + _event(57, 2, "0311"))),
    "gdelt2_events": (("20190510121500.export.CSV", _event(61, 1) + _event(61, 2, "042")),),
    "gdelt2_mentions": (("20190510121500.mentions.CSV", "1\t20190510120000\t20190510121500\t1\tnews.example\t"
                         "https://news.example/1\t3\t10\t40\t25\t1\t70\t2400\t-2.1\t\t\n"),),
    "icews": (("events.2018.tab", ICEWS),),
    "icews_tkg": (("icews_2014_train.txt", "Citizen (Turkey)\tThreaten\tArmy (Greece)\t2014-02-12\nTurkey\tMake statement"
                   "\tGreece\t2014-02-13\n"),),
    "mid_dyadic": (("g.csv", "dispnum,ccode1,ccode2,year,hostlev1,hostlev2,version\n2.0,2.0,200.0,1902.0,3.0,1.0,x\n"),),
    "nca": (("agreements.csv", "ccode1,ccode2,year,nca,nca_type\n2,640,1960,1.0,2.0\n365,210,1995,1.0,5.0\n"),),
    "peace_scale": (("p.csv", "dyad,yearmonth,peacelevel\r\n350640,1990,0\r\n350640,1991,0.25\r\n2020,1990,1\r\n"),),
    "rivalries": (("t.csv", "tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial\n1,X,350.0,640.0,1955.0,2020.0,,1.0\n"),),
    "signed_edges": (("e.csv", "period,source,target,sign\n46-49,RUS,YUG,-1\n96-99,RUS,UKI,1\n"),),
    "sipri_trade_register": (("trade-register.csv", SIPRI),
        ("new.csv", "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,Order "
         "date is estimate,Numbers delivered,Numbers delivered is estimate,Delivery year,Delivery year is estimate,Status,"
         "SIPRI estimate,TIV deal unit,TIV delivery values,Local production\n7,Germany,Norway,K-77,tank,Armour,2011,No,12,"
         "Yes,2013,No,New,,2,24,No\n")),
    "ucdp_acd": (("u.csv", '"conflict_id","location","side_a","side_a_2nd","side_b","side_b_2nd","year","intensity_level",'
                  '"type_of_conflict","gwno_a","gwno_b"\n"11","Russia","Government of Russia (Soviet Union)","Government '
                  'of Cuba","Forest Army","","1979","2","3","365",""\n'),),
    "ucdp_ged": (("g.csv", "id,type_of_violence,conflict_name,side_a,side_b,date_start,date_end,date_prec,best\n1,1,X,Government of "
                  "Syria,Rebels,2016-01-01 00:00:00.000,2016-01-02,1,4\n"),),
    "unga_ideal_points": (("i.csv", "Row,ccode,session,NVotes,IdealPoint,QO%,Q5%,Q10%,Q50%,Q90%,Q95%,Q100%,iso3c,Countryname\n"
                           "1,2,1,42,1.6,0.9,1.3,1.4,1.65,1.9,2.0,2.7,USA,United States\n"),),
    "unga_votes": (("v.csv", "rcid,session,vote,ccode,member,importantvote,date,unres,me,nu,di,hr,co,ec,year\n"
                    "100,25,1,2,1,0,9/1/1970,R/1,0,0,0,1,0,0,1970\n100,25,3,640,1,0,9/1/1970,R/1,0,0,0,1,0,0,1970\n"),),
}  # fmt: skip
DICTIONARY = "# names\nODA_QUENBY_ [PERGOV 100120-170120] [PER]\n+PRESIDENT_QUENBY_\nCASTLE_OF_STONE_\t; x\n\t[CHL >900311]\n"
TIES = "source,target,sign\nNOR,CHD,1\nCHD,PER,-1\nPER,NOR,negative\n"
ROW = {"id": "a", "events": [], "contracts": [], "memberships": [], "text": NEWS, "date": "2018-04-03"}
ANSWER = {
    "events": [
        {
            "quote": "Norway accused Chad of violating the treaty", "start": None, "source": {"words": "Norway", "antecedent": None},
            "target": {"words": "Chad", "antecedent": None}, "type": "ACCUSE", "speaker": None, "modality": "fact", "polarity": None,
        }
    ],
    "contracts": [], "memberships": [],
}  # fmt: skip
CHAT = json.dumps({"choices": [{"message": {"content": json.dumps(ANSWER)}}]})
STATEMENT = "MATCH (a:Country)-[r]-(b) WHERE a.iso3 = 'TUR' /* x */ RETURN `a`.name, count { (a)--() } // end"
LINE = json.dumps(
    {"id": "1", "title": "Talks", "text": NEWS, "date": "2018-04-03", "url": "https://news.example/1"}
)


def packed(content):
    """Return content as gzip, the same bytes each time."""
    return gzip.compress(content, mtime=0)
