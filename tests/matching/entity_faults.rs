//! Tables of entities in error: each message says where, what was found and what was expected.

use super::input::gazetteer;

#[test]
fn entity_tables_in_error() {
    for (case, table, message) in [
        (
            "no header",
            "",
            "table of kind place, line 1: no column `id`, expected: id, name, kind, country, \
             region, type, role, iso3, capital, lat, lon, population, fame, geonames, wikidata",
        ),
        (
            "a missing column",
            "id,title\n",
            "table of kind place, line 1: unknown column `title`, expected some of: id, name, \
             kind, country, region, type, role, iso3, capital, lat, lon, population, fame, \
             geonames, wikidata",
        ),
        ("a column twice", "id,name,id\n", "table of kind place, line 1: column `id` stands twice"),
        (
            "an unknown kind",
            "id,name,kind\na,A,planet\n",
            "table of kind place, line 2, column `kind`: unknown kind `planet`, expected one of \
             `country`, `region`, `city`, `place`, `person`, `organization`",
        ),
        (
            "a latitude out of range",
            "id,name,lat,lon\na,A,1,2\nb,B,91,0\n",
            "table of kind place, line 3, column `lat`: latitude 91 is not between -90 and 90 \
             degrees",
        ),
        (
            "a longitude out of range",
            "id,name,lat,lon\na,A,0,-180.5\n",
            "table of kind place, line 2, column `lon`: longitude -180.5 is not between -180 and \
             180 degrees",
        ),
        (
            "a latitude that is no number",
            "id,name,lat,lon\na,A,NaN,0\n",
            "table of kind place, line 2, column `lat`: latitude NaN is not between -90 and 90 \
             degrees",
        ),
        (
            "half a coordinate",
            "id,name,lat,lon\na,A,12,\n",
            "table of kind place, line 2, column `lon`: a latitude without a longitude",
        ),
        (
            "a word for a number",
            "id,name,population\na,A,many\n",
            "table of kind place, line 2, column `population`: `many` is no number: expected \
             people in digits alone, such as 8900000",
        ),
        (
            "too much fame",
            "id,name,fame\na,A,6\n",
            "table of kind place, line 2, column `fame`: fame 6 is not between 1 and 5",
        ),
        (
            "no Wikidata item",
            "id,name,wikidata\na,A,184\n",
            "table of kind place, line 2, column `wikidata`: `184` is no Wikidata item: expected \
             Q and digits",
        ),
        (
            "a name of 1001 characters",
            &format!("id,name\na,A\nb,{}\n", "é".repeat(1001)),
            "table of kind place, line 3, column `name`: `éééééééééééééééééééé…` is no name: 1001 \
             characters, expected at most 1000",
        ),
        (
            "an empty id",
            "id,name\n,A\n",
            "table of kind place, line 2, column `id`: `` is no id: expected a word without white \
             space and invisible characters",
        ),
        (
            "an empty name",
            "id,name\na,\n",
            "table of kind place, line 2, column `name`: `` is no name: it holds nothing that can \
             be read",
        ),
        (
            "a name of marks alone",
            "id,name\na,\u{301}\u{200d}\n",
            "table of kind place, line 2, column `name`: `\\u{301}\\u{200d}` is no name: it holds \
             nothing that can be read",
        ),
        (
            "a quote left open",
            "id,name\na,\"A\nb,B\nc,C\n",
            "table of kind place, line 2, column `name`: a line break inside a field: is a quote \
             left open?",
        ),
        (
            "a field too many",
            "id,name\na,A\nb,B,C\n",
            "table of kind place, line 3: found 3 fields, expected 2",
        ),
        (
            "a field too few",
            "id,name,country\na,A\n",
            "table of kind place, line 2: found 2 fields, expected 3",
        ),
        (
            "a space without width as a name",
            "id,name\na,\u{200b}\n",
            "table of kind place, line 2, column `name`: `\\u{200b}` is no name: it holds the \
             invisible character U+200B",
        ),
        (
            "a control character as a name",
            "id,name\na,\u{1}\n",
            "table of kind place, line 2, column `name`: `\\u{1}` is no name: it holds the \
             control character U+0001",
        ),
        (
            "U+0000 inside a name",
            "id,name\na,Wal\u{0}hi\n",
            "table of kind place, line 2, column `name`: `Wal\\u{0}hi` is no name: it holds the \
             control character U+0000",
        ),
        (
            "a tab inside a name",
            "id,name\na,New\tYork\n",
            "table of kind place, line 2, column `name`: `New\tYork` is no name: it holds the \
             control character U+0009",
        ),
        (
            "a line break inside a name",
            "id,name\na,\"New\nYork\"\n",
            "table of kind place, line 2, column `name`: a line break inside a field: is a quote \
             left open?",
        ),
        (
            "a line separator inside a name",
            "id,name\na,New\u{2028}York\n",
            "table of kind place, line 2, column `name`: `New\\u{2028}York` is no name: it holds \
             the line break U+2028",
        ),
        (
            "an override of direction",
            "id,name\na,Wal\u{202e}hi\n",
            "table of kind place, line 2, column `name`: `Wal\\u{202e}hi` is no name: it holds \
             U+202E, which changes the direction of writing",
        ),
        (
            "a private-use character",
            "id,name\na,Wal\u{e000}hi\n",
            "table of kind place, line 2, column `name`: `Wal\u{e000}hi` is no name: it holds the \
             private-use character U+E000",
        ),
        (
            "a lost character",
            "id,name\na,K\u{fffd}rsk\n",
            "table of kind place, line 2, column `name`: `K\u{fffd}rsk` is no name: it holds \
             U+FFFD, which stands for a character that was lost",
        ),
        (
            "a dash for nothing",
            "id,name\na,-\n",
            "table of kind place, line 2, column `name`: `-` is no name: it is punctuation alone",
        ),
        (
            "a quote left open in the last line, without a line end",
            "id,name\na,\"A",
            "table of kind place, line 2, column `name`: a line break inside a field: is a quote \
             left open?",
        ),
        (
            "an invisible character in an id",
            "id,name\na\u{200d}b,A\n",
            "table of kind place, line 2, column `id`: `a\\u{200d}b` is no id: expected a word \
             without white space and invisible characters",
        ),
        (
            "a code of no country",
            "id,name,country\na,A,ZQ\n",
            "table of kind place, line 2, column `country`: `ZQ` is no country: expected an ISO \
             3166-1 code such as `RU`, or the id of a country in the tables",
        ),
        (
            "the name of a country",
            "id,name,country\na,A,Russia\n",
            "table of kind place, line 2, column `country`: `Russia` is no country: expected the \
             ISO 3166-1 code `RU`, or the id of a country in the tables",
        ),
        (
            "a name of two words",
            "id,name,country\na,A,United States\n",
            "table of kind place, line 2, column `country`: `United States` is no country: \
             expected the ISO 3166-1 code `US`, or the id of a country in the tables",
        ),
        (
            "a code that only the Internet has",
            "id,name,country\na,A,UK\n",
            "table of kind place, line 2, column `country`: `UK` is no country: expected the ISO \
             3166-1 code `GB`, or the id of a country in the tables",
        ),
        (
            "a city for a country",
            "id,name,country\na,A,b\nb,B,\n",
            "table of kind place, line 2, column `country`: `b` is a place, expected a country",
        ),
        (
            "a country in a country",
            "id,name,kind,country\nGL,Greenland,country,DK\n",
            "table of kind place, line 2, column `country`: `DK`: a country lies in no other; \
             expected nothing, or its own id `GL`",
        ),
        (
            "a region by name",
            "id,name,country,region\na,A,DE,Bavaria\n",
            "table of kind place, line 2, column `region`: `Bavaria` is no region: expected the \
             id of a region in the tables, or an ISO 3166-2 code such as `RU-KRS`",
        ),
        (
            "a region of another country",
            "id,name,country,region\na,A,AT,DE-BY\n",
            "table of kind place, line 2, column `region`: `DE-BY` lies in `DE`, and not in the \
             country `AT` of this row",
        ),
        (
            "a region that the table does not have",
            "id,name,kind,country,region\na,A,city,DE,DE-XX\nDE-BY,Bavaria,region,DE,\n",
            "table of kind place, line 2, column `region`: `DE-XX` is no region: the tables have \
             others of `DE`, and not this one",
        ),
        (
            "a place for a region",
            "id,name,region\na,A,b\nb,B,\n",
            "table of kind place, line 2, column `region`: `b` is a place, expected a region",
        ),
        (
            "a region in itself",
            "id,name,kind,region\na,A,region,a\n",
            "table of kind place, line 2, column `region`: a region cannot lie in itself: `a` in \
             `a`",
        ),
        (
            "regions in each other",
            "id,name,kind,region\na,A,region,b\nb,B,region,c\nc,C,region,a\n",
            "table of kind place, line 2, column `region`: a region cannot lie in itself: `a` in \
             `b` in `c` in `a`",
        ),
        (
            "a population below zero",
            "id,name,population\na,A,-5\n",
            "table of kind place, line 2, column `population`: `-5` is no number: expected people \
             in digits alone, such as 8900000",
        ),
        (
            "a population with separators",
            "id,name,population\na,A,\"8,900,000\"\n",
            "table of kind place, line 2, column `population`: `8,900,000` is no number: expected \
             people in digits alone, such as 8900000",
        ),
        (
            "a latitude with a comma",
            "id,name,lat,lon\na,A,\"51,7\",36.2\n",
            "table of kind place, line 2, column `lat`: `51,7` is no number: expected degrees, \
             such as 51.73",
        ),
        (
            "an endless longitude",
            "id,name,lat,lon\na,A,0,inf\n",
            "table of kind place, line 2, column `lon`: longitude inf is not between -180 and 180 \
             degrees",
        ),
        (
            "a fame that is no number",
            "id,name,fame\na,A,high\n",
            "table of kind place, line 2, column `fame`: `high` is no number: expected 1 to 5",
        ),
        (
            "a GeoNames number with its prefix",
            "id,name,geonames\na,A,geonames:5\n",
            "table of kind place, line 2, column `geonames`: `geonames:5` is no number: expected \
             the digits of a GeoNames number",
        ),
        (
            "no capital",
            "id,name,capital\na,A,no\n",
            "table of kind place, line 2, column `capital`: `no` of a place: expected `yes`, its \
             country, or nothing",
        ),
        (
            "a code of two letters for one of three",
            "id,name,iso3\na,A,BY\n",
            "table of kind place, line 2, column `iso3`: `BY` is no ISO 3166-1 alpha-3 code: \
             expected three capitals, such as `BLR`",
        ),
        (
            "columns with semicolons between",
            "id;name\na;A\n",
            "table of kind place, line 1: `id;name` has no comma: expected columns with commas \
             between, not `;`",
        ),
        (
            "columns with tabs between",
            "id\tname\na\tA\n",
            "table of kind place, line 1: `id\tname` has no comma: expected columns with commas \
             between, not `\\t`",
        ),
        (
            "a column in capitals",
            "ID,name\n",
            "table of kind place, line 1: unknown column `ID` (`id`?), expected some of: id, \
             name, kind, country, region, type, role, iso3, capital, lat, lon, population, fame, \
             geonames, wikidata",
        ),
        (
            "a misspelt column",
            "id,name,lattitude\n",
            "table of kind place, line 1: unknown column `lattitude` (`lat`?), expected some of: \
             id, name, kind, country, region, type, role, iso3, capital, lat, lon, population, \
             fame, geonames, wikidata",
        ),
        (
            "a field too many behind old line ends",
            "id,name\ra,A\rb,B,C\r",
            "table of kind place, line 3: found 3 fields, expected 2",
        ),
        (
            "an id twice",
            "id,name\na,A\nb,B\na,C\n",
            "table of kind place, line 4, column `id`: `a` stands already in table of kind place, \
             line 2",
        ),
    ] {
        assert_eq!(gazetteer(table).unwrap_err().to_string(), message, "{case}");
    }
}
