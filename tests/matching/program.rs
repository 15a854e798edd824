//! Entities and names that a program adds by itself: the same as from tables, and checked as well.

use gazetag::{
    Annotator, CaseRule, Error, Form, Gazetteer, GazetteerBuilder, Kind, NewEntity, NewName, Point,
};

/// The compiled dictionary of what a builder has.
fn written(builder: GazetteerBuilder) -> Vec<u8> {
    let mut bytes = Vec::new();
    Annotator::new(builder.build().unwrap()).unwrap().write(&mut bytes).unwrap();
    bytes
}

fn added(entities: &[NewEntity], names: &[NewName]) -> Result<GazetteerBuilder, Error> {
    let entities =
        entities.iter().cloned().try_fold(Gazetteer::builder(), GazetteerBuilder::entity)?;
    names.iter().cloned().try_fold(entities, GazetteerBuilder::name)
}

#[test]
fn what_a_program_adds_equals_rows_of_tables() {
    let place = |id: &str, name: &str| NewEntity::new(Kind::Place, id, name);
    let of_a = |name: &str| NewName::new("a", name);
    let every_field = place("a", "Aa")
        .country("RU")
        .region("RU-KRS")
        .class("camp")
        .iso3("BLR")
        .capital("RU")
        .point(Point { lat: 51.2, lon: -35.3 })
        .population(1200)
        .fame(3)
        .geonames(538560)
        .wikidata("Q42");
    let every_column = "id,name,country,region,type,iso3,capital,lat,lon,population,fame,geonames,\
     wikidata\n\
                        a,Aa,RU,RU-KRS,camp,BLR,RU,51.2,-35.3,1200,3,538560,Q42\n";
    let nothing =
        place("a", "Aa").country("").region("").class("").iso3("").capital("").wikidata("");
    /// What it is, entities and their table, names and theirs.
    type Case<'a> = (&'a str, &'a [NewEntity], &'a str, &'a [NewName], &'a str);
    let cases: &[Case<'_>] = &[
        ("every field", &[every_field], every_column, &[], ""),
        ("empty texts", &[nothing], "id,name,country,region\na,Aa,,\n", &[], ""),
        (
            "spaces around",
            &[place("a", " Aa ")],
            "id,name\na, Aa \n",
            &[of_a(" Ab ")],
            "id,name\na, Ab \n",
        ),
        (
            "an id of GeoNames",
            &[place("geonames:703448", "Aa")],
            "id,name\ngeonames:703448,Aa\n",
            &[],
            "",
        ),
        (
            "several, in this order",
            &[place("a", "Aa"), place("c", "Cc"), place("b", "Bb")],
            "id,name\na,Aa\nc,Cc\nb,Bb\n",
            &[NewName::new("c", "Cd"), of_a("Ab"), of_a("Ac")],
            "id,name\nc,Cd\na,Ab\na,Ac\n",
        ),
        (
            "every field of a name",
            &[place("a", "Aa")],
            "id,name\na,Aa\n",
            &[
                of_a("Ab").lang("id").form(Form::Short).case(CaseRule::Any),
                of_a("AB").lang("hr sr-Latn"),
                of_a("ABCD").form(Form::Abbreviation),
            ],
            "id,lang,name,form,case\na,id,Ab,short,any\na,hr sr-Latn,AB,,\na,,ABCD,abbreviation,\n",
        ),
    ];
    for (case, entities, entity_table, names, name_table) in cases {
        let tables = Gazetteer::builder().table(Kind::Place, entity_table.as_bytes()).unwrap();
        let tables = if name_table.is_empty() {
            tables
        } else {
            tables.names(name_table.as_bytes()).unwrap()
        };
        assert!(written(added(entities, names).unwrap()) == written(tables), "{case}");
    }
}

#[test]
fn a_name_may_come_before_its_entity_and_beside_tables() {
    let names = Gazetteer::builder()
        .name(NewName::new("a", "Ab"))
        .unwrap()
        .name(NewName::new("b", "Bc"))
        .unwrap();
    let builder = names.table(Kind::City, "id,name\na,Aa\n".as_bytes()).unwrap();
    let gazetteer = builder.entity(NewEntity::new(Kind::City, "b", "Bb")).unwrap().build().unwrap();
    assert_eq!(
        gazetteer.names().map(|(_, name)| name.as_str()).collect::<Vec<_>>(),
        ["Aa", "Ab", "Bb", "Bc"]
    );
}

/// Names that a program adds take the forms of their languages.
#[test]
fn added_names_are_inflected() {
    let rules = "lang,word,ending,forms\nru,noun,-нск|,а у - ом е\n";
    let minsk = NewEntity::new(Kind::City, "minsk", "Minsk").population(1_742_124);
    let builder = added(&[minsk], &[NewName::new("minsk", "Минск").lang("ru")]).unwrap();
    let annotator =
        Annotator::new(builder.inflections(rules.as_bytes()).unwrap().build().unwrap()).unwrap();
    assert_eq!(annotator.annotate("переговоры в Минске").first().unwrap().as_str(), "Минске");
}

#[test]
fn what_cannot_be() {
    let place = |id: &str, name: &str| NewEntity::new(Kind::Place, id, name);
    let a = || place("a", "Aa");
    let of_a = |name: &str| NewName::new("a", name);
    let cases: &[(&str, &[NewEntity], &[NewName], &str)] = &[
        (
            "an id with a space",
            &[place("my walhi", "Aa")],
            &[],
            "entity `my walhi`, column `id`: `my walhi` is no id: expected a word without white \
             space and invisible characters",
        ),
        (
            "an empty name",
            &[place("a", " ")],
            &[],
            "entity `a`, column `name`: `` is no name: it holds nothing that can be read",
        ),
        (
            "a country by name",
            &[a().country("Russia")],
            &[],
            "entity `a`, column `country`: `Russia` is no country: expected the ISO 3166-1 code \
             `RU`, or the id of a country in the tables",
        ),
        (
            "a region in another country",
            &[a().country("UA").region("RU-KRS")],
            &[],
            "entity `a`, column `region`: `RU-KRS` lies in `RU`, and not in the country `UA` of \
             this row",
        ),
        (
            "a code in small letters",
            &[a().iso3("blr")],
            &[],
            "entity `a`, column `iso3`: `blr` is no ISO 3166-1 alpha-3 code: expected three \
             capitals, such as `BLR`",
        ),
        (
            "the capital of what",
            &[a().capital("no")],
            &[],
            "entity `a`, column `capital`: `no` of a place: expected `yes`, its country, or \
             nothing",
        ),
        (
            "a latitude too high",
            &[a().point(Point { lat: 91.0, lon: 0.0 })],
            &[],
            "entity `a`, column `lat`: latitude 91 is not between -90 and 90 degrees",
        ),
        (
            "a longitude that is no number",
            &[a().point(Point { lat: 0.0, lon: f64::NAN })],
            &[],
            "entity `a`, column `lon`: longitude NaN is not between -180 and 180 degrees",
        ),
        (
            "too much fame",
            &[a().fame(6)],
            &[],
            "entity `a`, column `fame`: fame 6 is not between 1 and 5",
        ),
        (
            "an item without Q",
            &[a().wikidata("42")],
            &[],
            "entity `a`, column `wikidata`: `42` is no Wikidata item: expected Q and digits",
        ),
        (
            "an id twice",
            &[a(), place("a", "Ab")],
            &[],
            "entity `a`, column `id`: `a` stands already among the entities that the program added",
        ),
        (
            "a name of nothing",
            &[a()],
            &[NewName::new("z", "Zz")],
            "name `Zz` of `z`, column `id`: no table has an entity `z`",
        ),
        (
            "a name without an id",
            &[a()],
            &[NewName::new("", "Zz")],
            "name `Zz` of ``, column `id`: no id: whose name is this?",
        ),
        (
            "a language of three letters",
            &[a()],
            &[of_a("Ab").lang("eng")],
            "name `Ab` of `a`, column `lang`: `eng` is no language tag: expected `en`",
        ),
        (
            "a control character",
            &[a()],
            &[of_a("A\u{1}")],
            "name `A\\u{1}` of `a`, column `name`: `A\\u{1}` is no name: it holds the control \
             character U+0001",
        ),
        (
            "a very long name",
            &[a()],
            &[of_a(&"é".repeat(1001))],
            "name `éééééééééééééééééééé…` of `a`, column `name`: `éééééééééééééééééééé…` is no \
             name: 1001 characters, expected at most 1000",
        ),
        (
            "a name twice",
            &[a()],
            &[of_a("Ab"), of_a("Ab")],
            "name `Ab` of `a`, column `name`: `a` has this name already: expected it once",
        ),
        (
            "a name twice, with another form",
            &[a()],
            &[of_a("Ab"), of_a("Ab").form(Form::Short)],
            "name `Ab` of `a`, column `name`: `a` has this name already, with another form or \
             case rule: expected it once",
        ),
    ];
    for (case, entities, names, message) in cases {
        let error = added(entities, names).and_then(GazetteerBuilder::build).unwrap_err();
        assert_eq!(error.to_string(), *message, "{case}");
        assert_eq!(error.line_number(), None, "{case}");
    }
}

/// What a program adds and what tables have is told apart in messages.
#[test]
fn beside_tables() {
    let table = |builder: GazetteerBuilder| builder.table(Kind::City, "id,name\na,Aa\n".as_bytes());
    let entity = |builder: GazetteerBuilder| builder.entity(NewEntity::new(Kind::City, "a", "Ab"));
    for (case, builder, message) in [
        (
            "a table first",
            table(Gazetteer::builder()).and_then(entity),
            "entity `a`, column `id`: `a` stands already in table of kind city, line 2",
        ),
        (
            "a table last",
            entity(Gazetteer::builder()).and_then(table),
            "table of kind city, line 2, column `id`: `a` stands already among the entities that \
             the program added",
        ),
    ] {
        assert_eq!(
            builder.and_then(GazetteerBuilder::build).unwrap_err().to_string(),
            message,
            "{case}"
        );
    }
}
