//! JRC-Names, patterns of spaCy, tables with columns of any names, and plain lists.

use super::{dumps_of_geonames::place, import, import_into, source};
use gazetag::{
    Kind,
    import::{Import, Source, delimited, geonames, jrc, lines, spacy},
};

#[test]
fn jrc_names() {
    let text = "\u{feff}# a comment\r\n\
        1\tP\tu\tAlexander+Lukashenko\r\n\
        1\tP\tpl\tAleksandr+Łukaszenka\r\n\
        1\tP\tu\tАлександр+Лукашенко\r\n\
        1\tP\tu\tAlexander+Lukashenko\r\n\
        2\tO\ten\tMarks+&amp;+Spencer\n\
        2\tO\tu\tM&amp;S\n\
        3\tE\tu\tOlympics\n\
        0\tp\tu\tJohn+Doe\n\
        0\tP\tu\tJohn+Doe\n\
        0\tP\txx\tJohn  Doe\n\
        4\tT\tu\tJava\n\
        \n\
        five\tP\tu\tNobody\n\
        6\tP\tu\n\
        7\tP\tu\t+\n\
        8\tP\t?\tSomebody\n";
    let imported = import(|import| jrc::Options::new().read(source(text), import));
    assert_eq!(
        imported.entities(),
        "id,name,kind,country,region,lat,lon,population,geonames,wikidata\n\
         jrc:1,Alexander Lukashenko,person,,,,,,,\n\
         jrc:2,M&S,organization,,,,,,,\n\
         jrc:4,Java,place,,,,,,,\n\
         jrc:john-doe,John Doe,person,,,,,,,\n"
    );
    assert_eq!(
        imported.names(),
        "id,lang,name,form,case\n\
         jrc:1,,Александр Лукашенко,,\n\
         jrc:1,pl,Aleksandr Łukaszenka,,\n\
         jrc:2,en,Marks & Spencer,,\n"
    );
    assert_eq!(
        imported.malformed(),
        [
            "14: not an entity number: `five`",
            "15: not the four columns number, type, language, name: `6\tP\tu`",
            "16: a name that holds nothing that can be read: ` `",
            "17: not a language code: `?`",
        ]
    );
    imported.finds(
        "Aleksandr Łukaszenka and Marks & Spencer",
        &[("Aleksandr Łukaszenka", "jrc:1"), ("Marks & Spencer", "jrc:2")],
    );

    let imported =
        import(|import| jrc::Options::new().languages(["de"]).read(source(text), import));
    assert_eq!(imported.skipped("names in other languages"), 2);
}

#[test]
fn spacy_patterns() {
    let text = r#"{"label":"ORG","pattern":"Apple","id":"apple"}
{"label":"ORG","pattern":[{"LOWER":"apple"},{"LOWER":"inc"},{"LOWER":"."}],"id":"apple"}
{"label":"GPE","pattern":[{"LOWER":"san"},{"LOWER":"francisco"}]}
{"label":"GPE","pattern":[{"TEXT":"Aix"},{"ORTH":"-"},{"text":"en"},{"TEXT":"-"},{"TEXT":"Provence"}],"id":"aix en provence"}
{"label":"GPE","pattern":"Aix","id":"aix en provence"}
{"label":"PERSON","pattern":"Apple","id":"apple"}
{"label":"PERSON","pattern":"bell hooks","id":17}
{"label":"NORP","pattern":"Ukrainian"}
{"label":"TEAM","pattern":"Persija"}
{"label":"ORG","pattern":[{"LOWER":"bank"},{"IS_PUNCT":true,"OP":"?"}]}
{"label":"ORG","pattern":[{"LOWER":{"IN":["a","b"]}}]}
{"label":"ORG","pattern":[{"TEXT":{"REGEX":"^x"}}]}
{"label":"ORG","pattern":[{}]}
{"label":"ORG","pattern":[]}
{"label":"ORG","pattern":"half \ud83d"}
{"label":"ORG"}
not json
"#;
    let options = spacy::Options::new().label("team", Some(Kind::Organization));
    let imported = import(|import| options.read(source(text.replace('\n', "\r\n")), import));
    assert_eq!(
        imported.entities(),
        "id,name,kind,country,region,lat,lon,population,geonames,wikidata\n\
         17,bell hooks,person,,,,,,,\n\
         aix-en-provence,Aix-en-Provence,place,,,,,,,\n\
         apple,Apple,organization,,,,,,,\n\
         apple-2,Apple,person,,,,,,,\n\
         persija,Persija,organization,,,,,,,\n\
         san-francisco,san francisco,place,,,,,,,\n"
    );
    assert_eq!(
        imported.names(),
        "id,lang,name,form,case\n\
         17,,bell hooks,,exact\n\
         aix-en-provence,,Aix,,\n\
         apple,,apple inc.,,any\n\
         san-francisco,,san francisco,,any\n"
    );
    assert_eq!(imported.skipped("patterns with a label that is no kind"), 1);
    assert_eq!(imported.skipped_values("patterns with a label that is no kind"), [("NORP", 1)]);
    assert_eq!(imported.report.malformed["a token pattern that no name can say"], 4);
    let malformed = imported.malformed();
    assert_eq!(
        malformed[0],
        "10: a token pattern that no name can say: `{\"IS_PUNCT\":true,\"OP\":\"?\"}`"
    );
    assert!(
        malformed[6].starts_with("16: no pattern in JSON: missing field `pattern`"),
        "{malformed:?}"
    );
    imported.finds(
        "bell hooks left SAN FRANCISCO and san francisco for Aix-en-Provence",
        &[
            ("bell hooks", "17"),
            ("SAN FRANCISCO", "san-francisco"),
            ("san francisco", "san-francisco"),
            ("Aix-en-Provence", "aix-en-provence"),
        ],
    );
}

#[test]
fn tables_with_columns_of_any_names() {
    let text = "\u{feff}code;title;title_id;also;x;y;sort;people;note\r\n\
        lon;London;;\"Londra|Londinium\";-0.12;51.5;Stadt;8 900 000;\r\n\
        id-jkt;Jakarta;DKI Jakarta;\"Batavia; Djakarta\";106.8;-6.2;Stadt;;\"a; quoted \
        \"\"note\"\"\"\r\n\
        walhi;Walhi;;;;;org;;\r\n\
        walhi;Wahana Lingkungan Hidup;;;;;org;;\r\n\
        x1;Nowhere;;;1;;Stadt;;\r\n\
        x2;Nowhere;;;;;planet;;\r\n\
        x3;No\"where;;;;;Stadt;;\r\n\
        x4;Nowhere;;\r\n\
        ;Nowhere;;;;;Stadt;;\r\n\
        x 5;Nowhere;;;;;Stadt;;\r\n\
        x6;Nowhere;;;;;Fluss;;\r\n\
        x7;Nowhere;;;;;;;\r\n";
    let options = delimited::Options::new()
        .column(delimited::Field::Id, "code")
        .column("name".parse().unwrap(), "title")
        .column("name:id".parse().unwrap(), "title_id")
        .column(delimited::Field::Aliases, "also")
        .column(delimited::Field::Lon, "x")
        .column(delimited::Field::Lat, "y")
        .column(delimited::Field::Kind, "sort")
        .column(delimited::Field::Population, "people")
        .label("Stadt", Some(Kind::City))
        .label("Fluss", None);
    let imported = import(|import| options.read(source(text), import));
    assert_eq!(
        imported.entities(),
        "id,name,kind,country,region,lat,lon,population,geonames,wikidata\n\
         id-jkt,Jakarta,city,,,-6.2,106.8,,,\n\
         lon,London,city,,,51.5,-0.12,8900000,,\n\
         walhi,Walhi,organization,,,,,,,\n\
         x3,\"No\"\"where\",city,,,,,,,\n"
    );
    assert_eq!(
        imported.names(),
        "id,lang,name,form,case\n\
         id-jkt,,Batavia,,\n\
         id-jkt,,Djakarta,,\n\
         id-jkt,id,DKI Jakarta,,\n\
         lon,,Londinium,,\n\
         lon,,Londra,,\n\
         walhi,,Wahana Lingkungan Hidup,,\n"
    );
    assert_eq!(
        imported.malformed(),
        [
            "6: a latitude that is no number from -90 to 90: ``",
            "7: an unknown kind: `planet`",
            "9: not as many fields as columns: 4, expected 9",
            "10: no id given",
            "11: an id that is no word without white space: `x 5`",
            "13: no kind given",
        ]
    );
    assert_eq!(imported.skipped("rows with a label that is no kind"), 1);
    assert_eq!(imported.skipped_values("rows with a label that is no kind"), [("Fluss", 1)]);
    imported.finds("Di Batavia, Walhi", &[("Batavia", "id-jkt"), ("Walhi", "walhi")]);

    let error = |text: &str, options: delimited::Options| {
        import_into(Import::new(), |import| options.read(source(text), import))
            .map(|_| ())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        error("a,b\n", delimited::Options::new().column(delimited::Field::Name, "c")),
        "input, line 1: no column `c`, there are: a, b"
    );
    assert_eq!(
        error("a,b\n", delimited::Options::new()),
        "input, line 1: no column `name`: say which one has the names"
    );
    assert_eq!(
        error("name,b\n", delimited::Options::new()),
        "input, line 1: no column `kind`: say which one has the kinds, or which kind all entities \
         are of"
    );
    assert_eq!(
        error("", delimited::Options::new()),
        "input, line 1: no line that names the columns"
    );
    assert_eq!(
        error("name,kind,name\n", delimited::Options::new()),
        "input, line 1: column `name` stands twice, the second time as column 3"
    );
    let russian = delimited::Options::new()
        .kind(Kind::City)
        .column(delimited::Field::NameIn("русский".into()), "b");
    assert_eq!(error("name,b\n", russian), "input, line 1: not a language tag: `русский`");
    assert_eq!(
        "title".parse::<delimited::Field>().unwrap_err().to_string().split(',').next().unwrap(),
        "unknown field `title`"
    );
}

#[test]
fn tables_without_ids() {
    let text = "name\tcountry\tlat\tlon\nSpringfield\tUS\t39.8\t-89.6\n\
     Springfield\tUS\t42.1\t-72.6\nSpringfield\tUS\t39.8\t-89.6\nSão Tomé\tST\t\t\n";
    let options = delimited::Options::new().kind(Kind::City).id_prefix("my:");
    let imported = import(|import| options.read(source(text), import));
    assert_eq!(
        imported.entities(),
        "id,name,kind,country,region,lat,lon,population,geonames,wikidata\n\
         my:sao-tome,São Tomé,city,ST,,,,,,\n\
         my:springfield,Springfield,city,US,,39.8,-89.6,,,\n\
         my:springfield-2,Springfield,city,US,,42.1,-72.6,,,\n"
    );
}

#[test]
fn lists() {
    let text = "\u{feff}Walhi\r\n\r\nWahana Lingkungan\tHidup\r\n  Walhi \r\nWALHI\r\n!!!\r\n\
     ???\r\n\u{301}\r\n中国\r\nNew\u{a0}York";
    let imported =
        import(|import| lines::Options::new(Kind::Organization).read(source(text), import));
    assert_eq!(
        imported.entities(),
        "id,name,kind,country,region,lat,lon,population,geonames,wikidata\n\
         name,!!!,organization,,,,,,,\n\
         name-2,???,organization,,,,,,,\n\
         new-york,New York,organization,,,,,,,\n\
         wahana-lingkungan-hidup,Wahana Lingkungan Hidup,organization,,,,,,,\n\
         walhi,Walhi,organization,,,,,,,\n\
         walhi-2,WALHI,organization,,,,,,,\n\
         中国,中国,organization,,,,,,,\n"
    );
    assert_eq!(imported.names(), "id,lang,name,form,case\n");
    assert_eq!(imported.skipped("names that stand twice"), 1);
    assert_eq!(imported.malformed(), ["8: a name that holds nothing that can be read: `\\u{301}`"]);
    imported.finds(
        "Direktur Wahana Lingkungan Hidup",
        &[("Wahana Lingkungan Hidup", "wahana-lingkungan-hidup")],
    );
}

#[test]
fn lists_of_gate() {
    let text = "Moscow:country=Russia:pop=13\nMinsk\nKyiv:country=Ukraine:\nKyiv:country=Poland\n";
    let options = lines::Options::new(Kind::City);
    let imported = import(|import| options.clone().separator(':').read(source(text), import));
    let rows: Vec<String> = imported
        .entities()
        .lines()
        .skip(1)
        .map(|row| row.split(',').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(rows, ["kyiv Kyiv", "minsk Minsk", "moscow Moscow"]);
    assert_eq!(imported.skipped("features behind names"), 4);
    assert_eq!(imported.skipped_values("features behind names"), [("country", 3), ("pop", 1)]);
    assert_eq!(imported.skipped("names that stand twice"), 1);

    let imported = import(|import| options.read(source(text), import));
    assert_eq!(imported.report.entities, 1);
    assert_eq!(
        imported.malformed(),
        [
            "1: a name with features behind it, without their separator given: \
             `Moscow:country=Russia:pop=13`",
            "3: a name with features behind it, without their separator given: \
             `Kyiv:country=Ukraine:`",
            "4: a name with features behind it, without their separator given: \
             `Kyiv:country=Poland`",
        ]
    );
}

#[test]
fn quotes_inside_fields() {
    // As in GeoNames, whose lists of alternate names hold quotes, in a table with a header and in
    // commas.
    let (houston, pittsburgh) = ("\"Bayou City\"|\"H-Town\", Texas", "The \"Burgh\"|6\" Town");
    let tabs =
        format!("name\taliases\tcountry\nHouston\t{houston}\tUS\nPittsburgh\t{pittsburgh}\tUS\n");
    let names = "id,lang,name,form,case\n\
         houston,,\"\"\"Bayou City\"\"\",,\n\
         houston,,\"\"\"H-Town\"\", Texas\",,\n\
         pittsburgh,,\"6\"\" Town\",,\n\
         pittsburgh,,\"The \"\"Burgh\"\"\",,\n";
    for (case, text) in [("tabs", tabs.clone()), ("semicolons", tabs.replace('\t', ";"))] {
        let imported =
            import(|import| delimited::Options::new().kind(Kind::City).read(source(&text), import));
        assert_eq!((imported.malformed(), imported.report.entities), (Vec::new(), 2), "{case}");
        assert_eq!(imported.names(), names, "{case}");
    }
    let row = place(
        4699066,
        "Houston",
        "\"Bayou City\",\"H-Town",
        ("29.76", "-95.36"),
        "P.PPLA2",
        "US.TX",
        "2304580",
    );
    let imported = import(|import| geonames::Options::new().read(source(row), import));
    assert_eq!((imported.malformed(), imported.report.entities), (Vec::new(), 1));
    imported.finds("Bayou City", &[]);
}

#[test]
fn countries_and_regions_that_are_none() {
    let text = "id,name,kind,country,region\n\
        a,Kursk,city,Russia,RU-KRS\n\
        b,Minsk,city,BY,\n\
        c,Ulm,city,ZQ,DE-BW\n\
        d,Graz,city,AT,DE-BY\n\
        e,Bonn,city,DE,Rhineland\n\
        f,Omsk,city,old-russia,my:north\n\
        old-russia,Old Russia,country,RU,\n\
        my:north,North,region,,my:east\n\
        my:east,East,region,,my:north\n\
        g,Perm,city,b,b\n\
        h,Lviv,city,UA,geonames:702549\n";
    let imported = import(|import| delimited::Options::new().read(source(text), import));
    assert_eq!(
        imported.entities(),
        "id,name,kind,country,region,lat,lon,population,geonames,wikidata\n\
         a,Kursk,city,,RU-KRS,,,,,\n\
         b,Minsk,city,BY,,,,,,\n\
         c,Ulm,city,,DE-BW,,,,,\n\
         d,Graz,city,AT,,,,,,\n\
         e,Bonn,city,DE,,,,,,\n\
         f,Omsk,city,old-russia,my:north,,,,,\n\
         g,Perm,city,,,,,,,\n\
         h,Lviv,city,UA,geonames:702549,,,,,\n\
         my:east,East,region,,,,,,,\n\
         my:north,North,region,,my:east,,,,,\n\
         old-russia,Old Russia,country,,,,,,,\n"
    );
    let or = "or the id of a country in the tables";
    assert_eq!(
        imported.malformed(),
        [
            format!(
                "2: an invalid country: `Russia` is no country: expected the ISO 3166-1 code \
             `RU`, {or}"
            ),
            format!(
                "4: an invalid country: `ZQ` is no country: expected an ISO 3166-1 code such \
             as `RU`, {or}"
            ),
            "5: an invalid region: `DE-BY` lies in `DE`, and not in the country `AT` of this row"
                .into(),
            "6: an invalid region: `Rhineland` is no region: expected the id of a region in the \
             tables, or an ISO 3166-2 code such as \
             `RU-KRS`"
                .into(),
            "8: an invalid country: `RU`: a country lies in no other; expected nothing, or its \
             own id `old-russia`"
                .into(),
            "10: an invalid region: a region cannot lie in itself: `my:east` in `my:north` in \
             `my:east`"
                .into(),
            "11: an invalid country: `b` is a city, expected a country".into(),
            "11: an invalid region: `b` is a city, expected a region".into(),
        ]
    );
    imported.finds("Kursk, Omsk", &[("Kursk", "a"), ("Omsk", "f")]);

    let strict = import_into(Import::new().strict(), |import| {
        delimited::Options::new().read(source(text), import)
    });
    let error = strict.map(|_| ()).unwrap_err().to_string();
    assert_eq!(
        error,
        format!(
            "input, line 2: an invalid country: `Russia` is no country: expected the ISO 3166-1 \
             code `RU`, {or}"
        )
    );
}

#[test]
fn names_and_rows_that_stand_twice() {
    let names = "1\t703448\tde\tKiew\t\t\t\t\t\t\n2\t703448\tger\tKiew\t\t\t\t\t\t\n\
     3\t703448\tde\tKiew\t1\t\t\t\t\t\n\
        4\t703448\tid\tKiev\t\t\t\t\t\t\n5\t703448\ten\tKiev\t\t\t\t\t\t\n";
    let row = place(703448, "Kyiv", "", ("50.45466", "30.5238"), "P.PPLC", "UA.12", "2952301");
    let imported = import(|import| {
        geonames::Options::new().alternate_names(source(names)).read(source(row), import)
    });
    // The code of three letters is the same language.
    assert_eq!(
        imported.names(),
        "id,lang,name,form,case\ngeonames:703448,,Kiev,,\ngeonames:703448,de,Kiew,,\n"
    );
    assert_eq!(imported.skipped("names that stand twice"), 1);
    assert_eq!(
        imported.skipped("names that stand twice in a language, with another form or case rule"),
        1
    );

    let text = "id,name,kind,country,lat,lon\na,Kursk,city,RU,51.7,36.2\na,Kursk,city,,,\na,\
     Koersk,city,UA,,\na,Kursk,place,RU,,\n";
    let imported = import(|import| delimited::Options::new().read(source(text), import));
    assert_eq!(imported.names(), "id,lang,name,form,case\na,,Koersk,,\n");
    assert_eq!(imported.skipped("names that stand twice"), 2);
    let message = "a row that contradicts an earlier one with its id, which counts: `a`";
    assert_eq!(imported.malformed(), [format!("4: {message}"), format!("5: {message}")]);
}

#[test]
fn many_labels_are_counted_together() {
    let text: String = (0..150)
        .map(|number| format!("{{\"label\":\"L{number:03}\",\"pattern\":\"x\"}}\n"))
        .collect();
    let imported =
        import(|import| spacy::Options::new().read(source(&(text.clone() + &text)), import));
    let labels = imported.skipped_values("patterns with a label that is no kind");
    assert_eq!((labels.len(), labels[0], labels[100]), (101, ("L000", 2), ("…", 100)));
}

#[test]
fn a_line_without_end_is_not_kept() {
    struct Endless(u64);
    impl std::io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let len = buffer.len().min(self.0 as usize);
            buffer[..len].fill(b'a');
            if len as u64 == self.0 && len > 0 {
                buffer[len - 1] = b'\n';
            }
            self.0 -= len as u64;
            Ok(len)
        }
    }
    let text = std::io::Read::chain(Endless(70 << 20), &b"Walhi\n"[..]);
    let imported = import(|import| {
        lines::Options::new(Kind::Organization).read(Source::new("input", text)?, import)
    });
    assert_eq!(imported.malformed(), ["1: a line of more than 64 MiB"]);
    assert_eq!(imported.report.entities, 1);
}

#[test]
fn progress_is_told() {
    use std::{cell::Cell, rc::Rc};
    let last = Rc::new(Cell::new((0, 0)));
    let seen = last.clone();
    let import =
        Import::new().on_progress(move |progress| seen.set((progress.bytes, progress.lines)));
    let text = "Walhi\n".repeat(3000);
    let imported = import_into(import, |import| {
        lines::Options::new(Kind::Organization).read(source(&text), import)
    })
    .unwrap();
    assert_eq!(imported.report.entities, 1);
    assert_eq!(last.get(), (18_000, 3000));
}
