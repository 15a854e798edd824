//! What an import of five million names needs. Slow, so not run with the others:
//!
//! ```text
//! cargo test --release --features import --test tables import_size -- --ignored --nocapture
//! ```

use gazetag::{
    Gazetteer,
    import::{Import, Report, Source, geonames},
};
use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::Path,
    time::Instant,
};

const PLACES: u32 = 1_250_000;
/// Besides the main one.
const NAMES_OF_A_PLACE: u32 = 3;

/// Numbers that look random, the same ones in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }

    fn name(&mut self) -> String {
        const SYLLABLES: [&str; 24] = [
            "ba", "ko", "lim", "sar", "tu", "ven", "gra", "do", "pol", "mir", "an", "ich", "ski",
            "burg", "stad", "ново", "град", "ка", "лу", "ров", "é", "ño", "ô", "šk",
        ];
        let name: String =
            (0..3 + self.below(3)).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect();
        let mut letters = name.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    }
}

fn generate(folder: &Path) -> std::io::Result<()> {
    let mut numbers = Numbers(1);
    let mut places = BufWriter::new(File::create(folder.join("allCountries.txt"))?);
    let mut names = BufWriter::new(File::create(folder.join("alternateNamesV2.txt"))?);
    for number in 1..=PLACES {
        let name = numbers.name();
        let (lat, lon) = (
            numbers.below(180_000) as f64 / 1000.0 - 90.0,
            numbers.below(360_000) as f64 / 1000.0 - 180.0,
        );
        let population = 1_000_000 / (1 + numbers.below(100_000));
        writeln!(
            places,
            "{number}\t{name}\t{name}\t\t{lat}\t{lon}\tP\tPPL\tUA\t\t12\t\t\t\t{population}\t\t120\tEurope/Kiev\t2024-01-01"
        )?;
    }
    for row in 1..=PLACES * NAMES_OF_A_PLACE {
        let number = 1 + numbers.below(PLACES as usize);
        let lang = ["en", "uk", "de", "zh", "id", "ar"][numbers.below(6)];
        writeln!(names, "{row}\t{number}\t{lang}\t{}\t\t\t\t\t\t", numbers.name())?;
    }
    places.flush()?;
    names.flush()
}

/// The most memory the process has had since it was asked to forget, in MB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

fn forget_peak() {
    fs::write("/proc/self/clear_refs", "5").unwrap();
}

fn run(folder: &Path, min_population: u64) -> (Report, u64, f64) {
    forget_peak();
    let start = Instant::now();
    let mut import = Import::new().strict();
    let options = geonames::Options::new().min_population(min_population);
    let options =
        options.alternate_names(Source::open(folder.join("alternateNamesV2.txt")).unwrap());
    options.read(Source::open(folder.join("allCountries.txt")).unwrap(), &mut import).unwrap();
    fs::create_dir_all(folder.join("tables")).unwrap();
    let [entities, names] = ["entities.csv", "names.csv"]
        .map(|table| File::create(folder.join("tables").join(table)).unwrap());
    let report = import.write(entities, names).unwrap();
    (report, peak(), start.elapsed().as_secs_f64())
}

#[test]
#[ignore = "writes half a gigabyte and takes half a minute"]
fn five_million_names() {
    let folder = std::env::temp_dir().join(format!("gazetag-import-size-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    generate(&folder).unwrap();
    let size = |name: &str| fs::metadata(folder.join(name)).unwrap().len() >> 20;
    println!(
        "dump: {} + {} MB, {} names",
        size("allCountries.txt"),
        size("alternateNamesV2.txt"),
        PLACES * (1 + NAMES_OF_A_PLACE)
    );

    let mut peaks = Vec::new();
    for min_population in [1000, 0] {
        let (report, peak, seconds) = run(&folder, min_population);
        println!(
            "at least {min_population} people: {} entities, {} + {} names, tables of {} + {} MB, \
             peak {peak} MB, {seconds:.1} s",
            report.entities,
            report.entities,
            report.names,
            size("tables/entities.csv"),
            size("tables/names.csv"),
        );
        peaks.push(peak);
    }
    // The dump is read both times, but memory is for what is taken.
    assert!(peaks[0] < 50, "{} MB for few of the names", peaks[0]);
    assert!(peaks[1] < 600, "{} MB for all of them", peaks[1]);

    let start = Instant::now();
    let gazetteer = Gazetteer::builder()
        .file(folder.join("tables/entities.csv"))
        .unwrap()
        .file(folder.join("tables/names.csv"))
        .unwrap();
    let gazetteer = gazetteer.build().unwrap();
    println!("read back: {} names, {:.1} s", gazetteer.names_len(), start.elapsed().as_secs_f64());
    assert_eq!(gazetteer.len(), PLACES as usize);
    fs::remove_dir_all(&folder).unwrap();
}
