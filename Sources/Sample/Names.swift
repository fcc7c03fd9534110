/// What invented names are put together from.
enum Names {
  static let first = [
    "Adele", "Aline", "Amir", "Andrea", "Anton", "Aurelia", "Barbara", "Beat", "Björn", "Cäcilia", "Chloë", "Claudio",
    "Corina", "Daniel", "Denise", "Eberhard", "Edith", "Elena", "Emil", "Fatima", "Florian", "Franziska", "Gabriel",
    "Gerda", "Günther", "Heidi", "Hugo", "Ines", "Jakob", "Jean-Pierre", "Jolanda", "Jürg", "Kevin", "Klara", "Laurin",
    "Leonie", "Luís", "Magdalena", "Marie-Louise", "Matthias", "Mirjam", "Nadja", "Norbert", "Olga", "Oskar", "Paula",
    "Peter", "Priska", "Quirin", "Ramona", "Renato", "René", "Rosa", "Samuel", "Selina", "Siobhán", "Tatjana", "Theo",
    "Ulrike", "Urs", "Valentin", "Vera", "Walter", "Wendy", "Xaver", "Yasmin", "Zeynep", "Zoë",
  ]

  static let last = [
    "Abendschein", "Achermüller", "Amselfeld", "Bachleitner", "Bergkamp", "Birnstiel", "Brunnhuber", "Castelberger",
    "D'Amico-Lenz", "Dornbierer", "Eichhornen", "Fässlermann", "Felsenegg", "Föhnthaler", "Gasparovic", "Gämsli",
    "Grünenwald", "Habsuter", "Hägeli", "Heuberger-Noll", "Immergrün", "Jägersberg", "Kaltbrunn", "Kräuchi", "Lärchner",
    "Lindenthaler", "Löwenstern", "Mac Gillivray", "Meisterhans", "Mürtschen", "Nachbauer", "Niederöst", "O'Neill",
    "O'Shaughnessy", "Pfefferli", "Quaderer-Voss", "Rabenstein", "Rossbacher", "Rüttimeier", "Santos Ferreira",
    "Schattenhofer", "Schnöller", "Sonderegg", "Spätzler", "Steinhuber", "Sündermann", "Tannheimer", "Tschütscherin",
    "Uhlenbrock", "van der Bergh", "Vögelin", "Wassermann-Ott", "Weissensteiner", "Wüthricher", "Yıldırımer",
    "Zaugglin", "Zellweger-Kuhn", "Zwölfer",
  ]

  /// One name as long as names get.
  static let longest = "Maximiliane Theodora Freifrau von Hohenstein-Falkenbühl zu Oberwiesen-Lärchenthal"

  static let companies = [
    "Hotel %", "Gasthaus %", "Bäckerei %", "Treuhand % AG", "Praxis Dr. %", "Pflegeheim %", "Kinderhaus %",
    "% Immobilien AG", "% Verwaltungen Anstalt", "Wohnbaugenossenschaft %", "Stockwerkeigentümer %", "% Logistik AG",
    "Schreinerei %", "% & Söhne", "Autohaus %", "Residenz %",
  ]

  static let invented = [
    "Abendrot", "Alpfalter", "Bergahorn", "Bernstein", "Birkenhof", "Blauspecht", "Drachenwurz", "Edelkrone",
    "Eisvogel",
    "Enzian-Süd", "Feuerlilie", "Flusskiesel", "Gletschermühle", "Goldammer", "Himmelsleiter", "Kornblume",
    "Kranichstein",
    "Kupferdach", "L'Étoile", "Lindwurm", "Mauersegler", "Mondsichel", "Morgentau", "Nussbaum-Ost", "Quellgrund",
    "Regenpfeifer", "Rheinkiesel", "Silberdistel", "Sonnenuhr", "Steinbockhöhe", "Taubnessel", "Wiesenschaumkraut",
    "Windrose", "Zaunkönig", "Zirbelnest",
  ]

  /// Landlords who live elsewhere: name and zone.
  static let landlords = [
    ("Harriet Pemberley-Cox", "Europe/London"), ("Tobias Ashgrove", "Europe/London"),
    ("Oyelaran Estates Ltd", "Europe/London"), ("Brooklyn Heron Holdings LLC", "America/New_York"),
    ("Marguerite Van Alstyne", "America/New_York"), ("Lim & Koh Properties", "Asia/Singapore"),
  ]

  static let streets = [
    "Ahornwinkel", "Am Hirschsprung", "Am Sonnenbühl", "Amselrain", "Apfelhalde", "Bachstelzenweg", "Brombeerweg",
    "Buntspechtgasse", "Distelfinkweg", "Eulenrüti", "Falkensteig", "Federgrasweg", "Ginsterpfad", "Glockenblumenweg",
    "Haselmausgasse", "Heuschoberweg", "Im Binsengrund", "Im Quellenwinkel", "In der Morgenweid", "Kieselstrasse",
    "Lärchenzeile", "Libellenweg", "Murmelgasse", "Obere Kressau", "Pfauenaugenweg", "Rebhuhnstrasse", "Salbeiweg",
    "Schlehenbühl", "Schneckenhalde", "Silbertannenweg", "Untere Kressau", "Wacholderring", "Zaunwickenweg",
    "Ziegelofengasse",
  ]

  static let access = [
    "Door code 4711#", "Key with the caretaker, ground floor left", "Ring at the back door", "Dog in the garden",
    "Parking in the yard", "Lift machine room on the roof: key in the box", "Gate closes at 17:00",
    "Boiler room through the garage", "Please take off shoes", "No lift: third floor",
  ]

  /// A name as the local part of a mail address: ASCII letters, words joined by dots.
  static func folded(_ name: String) -> String {
    var result = ""
    for scalar in name.lowercased().unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": result.unicodeScalars.append(scalar)
      case "ä": result += "ae"
      case "ö": result += "oe"
      case "ü": result += "ue"
      case "á", "å": result += "a"
      case "é", "ë": result += "e"
      case "í", "ı": result += "i"
      case " ", "-": if !result.hasSuffix("."), !result.isEmpty { result += "." }
      default: break
      }
    }
    return result.hasSuffix(".") ? String(result.dropLast()) : result
  }
}
