//! Which classes are taken if none are chosen.

use crate::lexicon::model::Kind;

/// The classes that are taken if none are chosen, by the numbers of their items, and the kind of
/// their instances. Of several that an item has the first here counts, so a city that is a region
/// too is a city.
pub const DEFAULT_CLASSES: &[(u32, Kind)] = &[
    // human
    (5, Kind::Person),
    // country, sovereign state, state with limited recognition, dependent territory, British
    // overseas territory
    (6_256, Kind::Country),
    (3_624_078, Kind::Country),
    (15_634_554, Kind::Country),
    (161_243, Kind::Country),
    (46_395, Kind::Country),
    // city, big city, city of a million, capital, metropolis, city or town, town, village, human
    // settlement
    (515, Kind::City),
    (1_549_591, Kind::City),
    (1_637_706, Kind::City),
    (5_119, Kind::City),
    (200_250, Kind::City),
    (7_930_989, Kind::City),
    (3_957, Kind::City),
    (532, Kind::City),
    (486_972, Kind::City),
    // city in the United States, city of Japan, town of Japan, urban area in Sweden
    (1_093_829, Kind::City),
    (494_721, Kind::City),
    (1_059_478, Kind::City),
    (12_813_115, Kind::City),
    // commune of France, comune of Italy, municipality of Spain, of Germany, urban one and
    // independent city of Germany
    (484_170, Kind::City),
    (747_074, Kind::City),
    (2_074_737, Kind::City),
    (262_166, Kind::City),
    (42_744_322, Kind::City),
    (22_865, Kind::City),
    // municipality of Brazil, of the Netherlands, of Belgium
    (3_184_121, Kind::City),
    (2_039_348, Kind::City),
    (493_522, Kind::City),
    // first-level administrative division, state of the United States, federated state of Germany,
    // province of Canada, state of Australia
    (10_864_048, Kind::Region),
    (35_657, Kind::Region),
    (1_221_156, Kind::Region),
    (11_828_004, Kind::Region),
    (5_852_411, Kind::Region),
    // oblast, republic and krai of Russia, oblast of Ukraine, voivodeship of Poland, province of
    // Turkey
    (835_714, Kind::Region),
    (41_162, Kind::Region),
    (831_740, Kind::Region),
    (3_348_196, Kind::Region),
    (150_093, Kind::Region),
    (48_336, Kind::Region),
    // province of Indonesia, prefecture of Japan, province of China, state of India, federative
    // unit of Brazil
    (5_098, Kind::Region),
    (50_337, Kind::Region),
    (1_615_742, Kind::Region),
    (12_443_800, Kind::Region),
    (485_258, Kind::Region),
    // region of France, autonomous community of Spain, region of Italy
    (36_784, Kind::Region),
    (10_742, Kind::Region),
    (16_110, Kind::Region),
    // continent, ocean, sea, strait, bay, river, lake, island, archipelago, peninsula
    (5_107, Kind::Place),
    (9_430, Kind::Place),
    (165, Kind::Place),
    (37_901, Kind::Place),
    (39_594, Kind::Place),
    (4_022, Kind::Place),
    (23_397, Kind::Place),
    (23_442, Kind::Place),
    (33_837, Kind::Place),
    (34_763, Kind::Place),
    // mountain, mountain range, volcano, desert, geographic region, historical region
    (8_502, Kind::Place),
    (46_831, Kind::Place),
    (8_072, Kind::Place),
    (8_514, Kind::Place),
    (82_794, Kind::Place),
    (1_620_908, Kind::Place),
    // airport, international airport, military base, nuclear power plant
    (1_248_784, Kind::Place),
    (644_371, Kind::Place),
    (245_016, Kind::Place),
    (134_447, Kind::Place),
    // organization, institution, international organization, intergovernmental organization
    (43_229, Kind::Organization),
    (178_706, Kind::Organization),
    (484_652, Kind::Organization),
    (245_065, Kind::Organization),
    // non-governmental organization, nonprofit organization, foundation, terrorist organization
    (79_913, Kind::Organization),
    (163_740, Kind::Organization),
    (157_031, Kind::Organization),
    (17_127_659, Kind::Organization),
    // government agency, ministry, parliament, armed forces, intelligence agency, central bank
    (327_333, Kind::Organization),
    (192_350, Kind::Organization),
    (35_749, Kind::Organization),
    (772_547, Kind::Organization),
    (47_913, Kind::Organization),
    (66_344, Kind::Organization),
    // political party, university, public university, research institute
    (7_278, Kind::Organization),
    (3_918, Kind::Organization),
    (875_538, Kind::Organization),
    (31_855, Kind::Organization),
    // business, company, enterprise, public company, bank, airline
    (4_830_453, Kind::Organization),
    (783_794, Kind::Organization),
    (6_881_511, Kind::Organization),
    (891_723, Kind::Organization),
    (22_687, Kind::Organization),
    (46_970, Kind::Organization),
    // newspaper, daily newspaper, news agency, broadcaster, television station
    (11_032, Kind::Organization),
    (1_110_794, Kind::Organization),
    (192_283, Kind::Organization),
    (15_265_344, Kind::Organization),
    (1_616_075, Kind::Organization),
    // association football club
    (476_028, Kind::Organization),
];
