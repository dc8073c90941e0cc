/* The trades: OpenStreetMap's value, then the French, German and English name, sorted by value.
 * A value that OpenStreetMap knows under two tags (shop=tailor, craft=tailor) is one trade.
 * From data/categories/osm_types_commerce_fr.csv; the German names, and a few plainer French
 * ones, are ours. A test compares this list with that file. */
#ifndef DOMAIN_SHOP_TRADE_LIST_H
#define DOMAIN_SHOP_TRADE_LIST_H

#define TRADE_LIST(X)                                                                              \
  X("accountant", "Comptable", "Treuhandbüro", "Accountant Office")                                \
  X("agrarian", "Magasin d’agriculture", "Landwirtschaftsbedarf", "Farm Supply Shop")              \
  X("agricultural_engines", "Réparation de matériel agricole", "Landmaschinenwerkstatt",           \
    "Agricultural Engines Mechanic")                                                               \
  X("alcohol", "Cave et spiritueux", "Spirituosenhandlung", "Liquor Store")                        \
  X("anime", "Boutique de manga et anime", "Manga- und Animeladen", "Anime / Manga Shop")          \
  X("antiques", "Antiquaire", "Antiquitäten", "Antique Shop")                                      \
  X("appliance", "Magasin d’électroménager", "Haushaltsgeräte", "Appliance Store")                 \
  X("architect", "Architecte", "Architekturbüro", "Architect Office")                              \
  X("art", "Marchand d’art", "Kunsthandlung", "Art Store")                                         \
  X("baby_goods", "Magasin de produits pour bébés", "Babyfachgeschäft", "Baby Goods Store")        \
  X("bag", "Magasin de sacs", "Taschen und Koffer", "Bag / Luggage Store")                         \
  X("bakery", "Boulangerie", "Bäckerei", "Bakery")                                                 \
  X("bank", "Banque", "Bank", "Bank")                                                              \
  X("bar", "Bar", "Bar", "Bar")                                                                    \
  X("basket_maker", "Vannier", "Korbflechterei", "Basket Maker")                                   \
  X("bathroom_furnishing", "Fournitures pour salles de bain", "Badezimmereinrichtung",             \
    "Bathroom Furnishing Store")                                                                   \
  X("bbq", "Magasin pour barbecues", "Grillfachgeschäft", "Barbecue Shop")                         \
  X("beauty", "Salon de beauté", "Kosmetiksalon", "Beauty Shop")                                   \
  X("bed", "Magasin de literie", "Bettenfachgeschäft", "Bedding / Mattress Store")                 \
  X("beekeeper", "Apiculteur", "Imkerei", "Beekeeper")                                             \
  X("beverages", "Magasin de boissons", "Getränkehandel", "Beverage Store")                        \
  X("bicycle", "Magasin de vélos", "Veloladen", "Bicycle Shop")                                    \
  X("biergarten", "Biergarten", "Biergarten", "Biergarten")                                        \
  X("blacksmith", "Forgeron", "Schmiede", "Blacksmith")                                            \
  X("boat", "Magasin de bateaux", "Bootshandel", "Boat Store")                                     \
  X("boatbuilder", "Constructeur de bateaux", "Bootsbau", "Boat Builder")                          \
  X("bookbinder", "Relieur", "Buchbinderei", "Bookbinder")                                         \
  X("bookmaker", "Bookmaker", "Wettbüro", "Bookmaker")                                             \
  X("books", "Librairie", "Buchhandlung", "Bookstore")                                             \
  X("boutique", "Petit magasin de mode", "Modeboutique", "Boutique")                               \
  X("brewery", "Brasserie artisanale", "Brauerei", "Craft Brewery")                                \
  X("brewing_supplies", "Magasin de matériel de brasserie", "Brauereibedarf",                      \
    "Brewing Supply Store")                                                                        \
  X("bureau_de_change", "Bureau de change", "Wechselstube", "Currency Exchange")                   \
  X("butcher", "Boucherie", "Metzgerei", "Butcher")                                                \
  X("cafe", "Café", "Café", "Cafe")                                                                \
  X("camera", "Boutique de matériel photographique", "Kamerageschäft", "Camera Equipment Store")   \
  X("camp_site", "Camping", "Campingplatz", "Campground")                                          \
  X("candles", "Magasin de bougies", "Kerzenladen", "Candle Shop")                                 \
  X("cannabis", "Magasin de cannabis", "Cannabisladen", "Cannabis Shop")                           \
  X("car", "Concessionnaire automobile", "Autohaus", "Car Dealership")                             \
  X("car_parts", "Magasin de pièces automobiles", "Autoteile", "Car Parts Store")                  \
  X("car_repair", "Garage de réparation automobile", "Autowerkstatt", "Car Repair Shop")           \
  X("car_wash", "Station de lavage de voiture", "Autowaschanlage", "Car Wash")                     \
  X("caravan", "Concessionnaire de véhicules de tourisme", "Wohnmobilhandel", "RV Dealership")     \
  X("carpenter", "Menuisier / Charpentier", "Zimmerei", "Carpenter")                               \
  X("carpet", "Magasin de tapis", "Teppichgeschäft", "Carpet Store")                               \
  X("carpet_layer", "Pose de moquette et revêtements", "Teppichleger", "Carpet Layer")             \
  X("catalogue", "Magasin à catalogue", "Kataloggeschäft", "Catalog Shop")                         \
  X("caterer", "Traiteur", "Partyservice", "Caterer")                                              \
  X("chalet", "Gîte", "Ferienhaus", "Holiday Cottage")                                             \
  X("charity", "Magasin d’organisme caritatif", "Wohltätigkeitsladen", "Charity Store")            \
  X("cheese", "Fromagerie", "Käserei", "Cheese Store")                                             \
  X("chemist", "Droguerie", "Drogerie", "Drugstore")                                               \
  X("chimney_sweeper", "Ramoneur", "Kaminfeger", "Chimney Sweeper")                                \
  X("chocolate", "Chocolatier", "Chocolaterie", "Chocolate Store")                                 \
  X("cinema", "Cinéma", "Kino", "Cinema")                                                          \
  X("cleaning", "Service de nettoyage", "Reinigungsservice", "Cleaning Service")                   \
  X("clinic", "Centre médical", "Ärztezentrum", "Medical Centre")                                  \
  X("clockmaker", "Horloger", "Uhrmacher", "Clockmaker")                                           \
  X("clothes", "Magasin de vêtements", "Kleidergeschäft", "Clothing Store")                        \
  X("coffee", "Boutique de vente de cafés", "Kaffeehandlung", "Coffee Store")                      \
  X("collector", "Magasin d’objets de collection", "Sammlerladen", "Collectibles Shop")            \
  X("computer", "Magasin d’informatique", "Computerladen", "Computer Store")                       \
  X("confectionery", "Confiserie", "Süsswarenladen", "Candy Store")                                \
  X("convenience", "Épicerie / Supérette", "Quartierladen", "Convenience Store")                   \
  X("copyshop", "Photocopie et impression", "Copyshop", "Copy Store")                              \
  X("cosmetics", "Magasin de cosmétiques", "Kosmetikgeschäft", "Cosmetics Store")                  \
  X("country_store", "Quincaillerie", "Landhandel", "Rural Supplies Store")                        \
  X("craft", "Magasin d’arts et loisirs créatifs", "Bastelladen", "Arts & Crafts Store")           \
  X("curtain", "Magasin de rideaux", "Vorhanggeschäft", "Curtain Store")                           \
  X("dairy", "Crèmerie", "Molkerei", "Dairy Store")                                                \
  X("deli", "Épicerie fine", "Feinkost", "Delicatessen")                                           \
  X("dentist", "Dentiste", "Zahnarztpraxis", "Dentist")                                            \
  X("department_store", "Grand magasin", "Warenhaus", "Department Store")                          \
  X("distillery", "Distillerie", "Brennerei", "Distillery")                                        \
  X("doctors", "Médecin", "Arztpraxis", "Doctor")                                                  \
  X("doityourself", "Magasin de bricolage", "Baumarkt", "DIY Store")                               \
  X("doors", "Magasin de portes", "Türenfachgeschäft", "Door Shop")                                \
  X("dressmaker", "Couturier", "Schneiderei", "Dressmaker")                                        \
  X("driving_school", "Auto-école", "Fahrschule", "Driving School")                                \
  X("dry_cleaning", "Pressing", "Textilreinigung", "Dry Cleaner")                                  \
  X("e-cigarette", "Magasin de cigarettes électroniques", "E-Zigaretten", "E-Cigarette Shop")      \
  X("electrical", "Magasin d’équipements électriques", "Elektrobedarf",                            \
    "Electrical Equipment Store")                                                                  \
  X("electrician", "Électricien", "Elektriker", "Electrician")                                     \
  X("electronics", "Magasin d’électronique et d’électroménager", "Elektronikgeschäft",             \
    "Electronics Store")                                                                           \
  X("electronics_repair", "Service de réparation électronique", "Elektronikreparatur",             \
    "Electronics Repair Shop")                                                                     \
  X("erotic", "Sex-shop", "Erotikladen", "Erotic Store")                                           \
  X("esoteric", "Ésotérique", "Esoterikladen", "Esoteric Store")                                   \
  X("estate_agent", "Agence immobilière", "Immobilienagentur", "Real Estate Office")               \
  X("fabric", "Magasin de tissus", "Stoffladen", "Fabric Store")                                   \
  X("farm", "Magasin de producteurs", "Hofladen", "Produce Stand")                                 \
  X("fashion", "Boutique de mode", "Modegeschäft", "Fashion Store")                                \
  X("fashion_accessories", "Boutique d’accessoires de mode", "Modeaccessoires",                    \
    "Fashion Accessories Store")                                                                   \
  X("fast_food", "Restauration rapide", "Schnellimbiss", "Fast Food")                              \
  X("fireplace", "Magasin de cheminées", "Kamine und Öfen", "Fireplace Store")                     \
  X("fishing", "Magasin de pêche", "Angelladen", "Fishing Shop")                                   \
  X("fitness_centre", "Salle de sport", "Fitnesscenter", "Gym")                                    \
  X("floorer", "Poseur de sol", "Bodenleger", "Floorer")                                           \
  X("flooring", "Magasin de revêtements de sol", "Bodenbeläge", "Flooring Supply Shop")            \
  X("florist", "Fleuriste", "Blumenladen", "Florist")                                              \
  X("food_court", "Halle de restauration", "Gastronomiehalle", "Food Court")                       \
  X("frame", "Magasin d’encadrements", "Rahmenhandlung", "Framing Shop")                           \
  X("frozen_food", "Magasin de produits surgelés", "Tiefkühlkost", "Frozen Food Store")            \
  X("fuel", "Station-service", "Tankstelle", "Gas Station")                                        \
  X("funeral_directors", "Pompes funèbres", "Bestattungsinstitut", "Funeral Home")                 \
  X("furniture", "Magasin de meubles", "Möbelgeschäft", "Furniture Store")                         \
  X("games", "Magasin de jeux de plateau", "Brettspielladen", "Tabletop Game Store")               \
  X("garden_centre", "Jardinerie", "Gartencenter", "Garden Center")                                \
  X("gardener", "Jardinier", "Gärtnerei", "Gardener")                                              \
  X("gas", "Magasin de bouteilles de gaz", "Gasflaschenhandel", "Bottled Gas Shop")                \
  X("general", "Magasin général", "Gemischtwarenladen", "General Store")                           \
  X("gift", "Boutique de cadeaux", "Geschenkladen", "Gift Shop")                                   \
  X("glaziery", "Vitrerie", "Glaserei", "Glaziery")                                                \
  X("gold_buyer", "Acheteur d’or", "Goldankauf", "Gold buyer")                                     \
  X("greengrocer", "Primeur", "Gemüseladen", "Greengrocer")                                        \
  X("groundskeeping", "Magasin d’entretien du jardin", "Gartengeräte",                             \
    "Lawn & Garden Equipment Store")                                                               \
  X("guest_house", "Chambre d’hôtes", "Gästezimmer", "Guest House")                                \
  X("hairdresser", "Salon de coiffure", "Coiffeursalon", "Hairdresser")                            \
  X("hairdresser_supply", "Magasin de matériel de coiffure", "Coiffeurbedarf",                     \
    "Hairdresser Supply Store")                                                                    \
  X("handicraft", "Artisanat fait-main", "Kunsthandwerk", "Handicraft Workspace")                  \
  X("hardware", "Quincaillerie", "Eisenwarenhandlung", "Hardware Store")                           \
  X("health_food", "Magasin d’alimentation diététique/bio", "Reformhaus", "Health Food Store")     \
  X("hearing_aids", "Audioprothésiste", "Hörgeräte", "Hearing Aids Store")                         \
  X("herbalist", "Herboristerie", "Kräuterladen", "Herbalist")                                     \
  X("hifi", "Magasin de matériel hi-fi", "Hi-Fi-Geschäft", "Hifi Store")                           \
  X("hobby", "Magasin de loisirs", "Hobbyladen", "Hobby Shop")                                     \
  X("honey", "Magasin de miel", "Honigladen", "Honey Store")                                       \
  X("hostel", "Auberge de jeunesse", "Jugendherberge", "Hostel")                                   \
  X("hotel", "Hôtel", "Hotel", "Hotel")                                                            \
  X("household_linen", "Magasin de linge de maison", "Haushaltswäsche", "Household Linen Shop")    \
  X("houseware", "Magasin d’articles ménagers", "Haushaltswaren", "Houseware Store")               \
  X("hunting", "Magasin de chasse", "Jagdgeschäft", "Hunting Shop")                                \
  X("hvac", "Chauffagiste", "Heizungsbau", "HVAC Workplace")                                       \
  X("ice_cream", "Glacier", "Eisdiele", "Ice Cream Shop")                                          \
  X("insulator", "Technicien thermicien", "Isolierer", "Insulator")                                \
  X("insurance", "Agence d’assurance", "Versicherungsagentur", "Insurance Office")                 \
  X("interior_decoration", "Magasin de décoration d’intérieur", "Wohnaccessoires",                 \
    "Interior Decoration Store")                                                                   \
  X("internet_cafe", "Cybercafé", "Internetcafé", "Internet Cafe")                                 \
  X("jewelry", "Bijouterie", "Bijouterie", "Jewelry Store")                                        \
  X("joiner", "Menuisier", "Schreinerei", "Joiner")                                                \
  X("key_cutter", "Reproduction de clés", "Schlüsseldienst", "Key Cutter")                         \
  X("kiosk", "Kiosque", "Kiosk", "Kiosk")                                                          \
  X("kitchen", "Cuisiniste", "Küchenstudio", "Kitchen Design Store")                               \
  X("laundry", "Laverie", "Wäscherei", "Laundry")                                                  \
  X("lawyer", "Cabinet d’avocats", "Anwaltskanzlei", "Law Office")                                 \
  X("leather", "Maroquinier", "Lederwaren", "Leather Store")                                       \
  X("lighting", "Magasin de lampes", "Lampengeschäft", "Lighting Store")                           \
  X("locksmith", "Serrurier", "Schlosserei", "Locksmith")                                          \
  X("lottery", "Loterie", "Lotterie", "Lottery Shop")                                              \
  X("mall", "Centre commercial", "Einkaufszentrum", "Mall")                                        \
  X("marketplace", "Marché", "Markt", "Marketplace")                                               \
  X("massage", "Salon de massage", "Massagesalon", "Massage Shop")                                 \
  X("medical_supply", "Magasin de matériel médical", "Sanitätshaus", "Medical Supply Store")       \
  X("metal_construction", "Constructions métalliques", "Metallbau", "Metalworker")                 \
  X("military_surplus", "Surplus militaire", "Militärwaren", "Military Surplus Store")             \
  X("mobile_phone", "Magasin de téléphonie mobile", "Mobiltelefone", "Mobile Phone Store")         \
  X("mobile_phone_accessories", "Boutique d’accessoires pour téléphone", "Handyzubehör",           \
    "Mobile Phone Accessory Store")                                                                \
  X("model", "Magasin de modélisme", "Modellbauladen", "Model Shop")                               \
  X("money_lender", "Prêteur", "Kreditbüro", "Money Lender")                                       \
  X("motorcycle", "Vendeur de motos", "Motorradhandel", "Motorcycle Dealership")                   \
  X("motorcycle_repair", "Réparateur de motos", "Motorradwerkstatt", "Motorcycle Repair Shop")     \
  X("music", "Disquaire", "Plattenladen", "Music Store")                                           \
  X("musical_instrument", "Magasin d’instruments de musique", "Musikinstrumente",                  \
    "Musical Instrument Store")                                                                    \
  X("newsagent", "Marchand de journaux", "Zeitungsladen", "Newsstand")                             \
  X("nightclub", "Boîte de nuit", "Nachtclub", "Nightclub")                                        \
  X("notary", "Notaire", "Notariat", "Notary Office")                                              \
  X("nutrition_supplements", "Boutique de compléments alimentaires", "Nahrungsergänzung",          \
    "Nutrition Supplements Store")                                                                 \
  X("nuts", "Magasin de noix", "Nussladen", "Nuts Shop")                                           \
  X("optician", "Opticien", "Optiker", "Optician")                                                 \
  X("outdoor", "Magasin de matériel de sports de plein air", "Outdoorgeschäft", "Outdoors Store")  \
  X("outpost", "Magasin de produits vendus en ligne", "Abholstelle für Onlinehandel",              \
    "Online Retailer Outpost")                                                                     \
  X("paint", "Magasin de peintures", "Farbengeschäft", "Paint Store")                              \
  X("painter", "Peintre", "Malerbetrieb", "Painter")                                               \
  X("parquet_layer", "Poseur de parquet", "Parkettleger", "Parquet Layer")                         \
  X("party", "Magasin de matériel de fête", "Partybedarf", "Party Supply Store")                   \
  X("pasta", "Magasin de pâtes", "Teigwarenladen", "Pasta Store")                                  \
  X("pastry", "Pâtisserie", "Konditorei", "Pastry Shop")                                           \
  X("pawnbroker", "Prêteur sur gages", "Pfandleihe", "Pawnshop")                                   \
  X("perfumery", "Parfumerie", "Parfümerie", "Perfume Store")                                      \
  X("pet", "Animalerie", "Tierhandlung", "Pet Store")                                              \
  X("pet_grooming", "Salon de toilettage", "Hundesalon", "Pet Groomer")                            \
  X("pharmacy", "Pharmacie", "Apotheke", "Pharmacy")                                               \
  X("photo", "Boutique photo", "Fotogeschäft", "Photography Store")                                \
  X("photographer", "Photographe", "Fotograf", "Photographer")                                     \
  X("photographic_laboratory", "Laboratoire photographique", "Fotolabor",                          \
    "Photographic Laboratory")                                                                     \
  X("piercing", "Perceur", "Piercingstudio", "Piercing Studio")                                    \
  X("plasterer", "Plâtrier", "Gipser", "Plasterer")                                                \
  X("plumber", "Plombier", "Sanitärinstallateur", "Plumber")                                       \
  X("post_office", "Bureau de poste", "Poststelle", "Post Office")                                 \
  X("pottery", "Poterie", "Töpferei", "Pottery")                                                   \
  X("printer_ink", "Vendeur d’encre pour imprimante", "Druckerpatronen", "Printer Ink Store")      \
  X("psychic", "Voyance", "Wahrsagerei", "Psychic")                                                \
  X("pub", "Pub", "Pub", "Pub")                                                                    \
  X("pyrotechnics", "Magasin de feux d’artifice", "Feuerwerk", "Fireworks Store")                  \
  X("radiotechnics", "Composants électroniques", "Elektronikbauteile",                             \
    "Electronic Component Store")                                                                  \
  X("religion", "Magasin d’articles religieux", "Religiöse Artikel", "Religious Store")            \
  X("rental", "Magasin de location", "Verleih", "Rental Shop")                                     \
  X("repair", "Atelier de réparation", "Reparaturwerkstatt", "Repair Shop")                        \
  X("restaurant", "Restaurant", "Restaurant", "Restaurant")                                        \
  X("rice", "Magasin de riz", "Reishandel", "Rice Store")                                          \
  X("rigger", "Gréeur", "Takelwerkstatt", "Rigger")                                                \
  X("roofer", "Couvreur", "Dachdecker", "Roofer")                                                  \
  X("saddler", "Sellier", "Sattlerei", "Saddler")                                                  \
  X("sailmaker", "Voilerie", "Segelmacher", "Sailmaker")                                           \
  X("sawmill", "Scierie", "Sägewerk", "Sawmill")                                                   \
  X("scaffolder", "Monteur d’échafaudages", "Gerüstbau", "Scaffolder")                             \
  X("scuba_diving", "Magasin de matériel de plongée sous-marine", "Tauchladen",                    \
    "Scuba Diving Shop")                                                                           \
  X("sculptor", "Sculpteur", "Bildhauer", "Sculptor")                                              \
  X("seafood", "Poissonnerie", "Fischladen", "Seafood Shop")                                       \
  X("second_hand", "Magasin de produits d’occasion", "Secondhandladen", "Thrift Store")            \
  X("sewing", "Mercerie", "Mercerie", "Sewing Supply Shop")                                        \
  X("shoe_repair", "Cordonnier", "Schuhmacherei", "Shoe Repair Shop")                              \
  X("shoemaker", "Cordonnier", "Schuhmacher", "Shoemaker")                                         \
  X("shoes", "Magasin de chaussures", "Schuhgeschäft", "Shoe Store")                               \
  X("signmaker", "Fabricant d’enseignes", "Schilderhersteller", "Signmaker")                       \
  X("spices", "Magasin d’épices", "Gewürzladen", "Spice Shop")                                     \
  X("sports", "Magasin d’équipement sportif", "Sportgeschäft", "Sporting Goods Store")             \
  X("stationery", "Papeterie", "Papeterie", "Stationery Store")                                    \
  X("stonemason", "Tailleur de pierre", "Steinmetz", "Stonemason")                                 \
  X("storage_rental", "Location de stockage", "Lagerraumvermietung", "Storage Rental")             \
  X("supermarket", "Supermarché", "Supermarkt", "Supermarket")                                     \
  X("swimming_pool", "Magasin de matériel de piscine", "Poolbedarf", "Pool Supply Store")          \
  X("tailor", "Tailleur", "Schneider", "Tailor")                                                   \
  X("tattoo", "Salon de tatouage", "Tattoostudio", "Tattoo Parlor")                                \
  X("tea", "Magasin de thés", "Teeladen", "Tea Store")                                             \
  X("telecommunication", "Boutique de télécommunications", "Telekomladen", "Telecom Retail Store") \
  X("theatre", "Théâtre", "Theater", "Theater")                                                    \
  X("ticket", "Billetterie", "Ticketverkauf", "Ticket Seller")                                     \
  X("tiler", "Carreleur", "Plattenleger", "Tiler")                                                 \
  X("tiles", "Magasin de carrelage", "Plattengeschäft", "Tile Shop")                               \
  X("tinsmith", "Ferblantier", "Spenglerei", "Tinsmith")                                           \
  X("tobacco", "Bureau de tabac", "Tabakladen", "Tobacco Shop")                                    \
  X("tool_hire", "Location d’outils", "Werkzeugverleih", "Tool Rental")                            \
  X("toys", "Magasin de jouets", "Spielwarenladen", "Toy Store")                                   \
  X("trade", "Grossiste", "Grosshändler", "Trade Shop")                                            \
  X("travel_agency", "Agence de voyages", "Reiseagentur", "Travel Agency")                         \
  X("travel_agent", "Agence de voyage", "Reisebüro", "Travel Agency")                              \
  X("trophy", "Magasin de trophées", "Pokalladen", "Trophy Shop")                                  \
  X("tyres", "Magasin de pneus", "Reifenhandel", "Tire Store")                                     \
  X("upholsterer", "Tapissier", "Polsterei", "Upholsterer")                                        \
  X("vacuum_cleaner", "Magasin d’électroménager de nettoyage", "Staubsaugergeschäft",              \
    "Vacuum Cleaner Store")                                                                        \
  X("variety_store", "Magasin discount", "Billigladen", "Discount Store")                          \
  X("veterinary", "Vétérinaire", "Tierarztpraxis", "Veterinary")                                   \
  X("video", "Vidéo-club", "Videothek", "Video Store")                                             \
  X("video_games", "Magasin de jeux vidéo", "Videospielladen", "Video Game Store")                 \
  X("watches", "Magasin de montres", "Uhrengeschäft", "Watches Shop")                              \
  X("watchmaker", "Horloger (montres)", "Uhrmacher (Armbanduhren)", "Watchmaker")                  \
  X("water", "Magasin d’eau potable", "Trinkwasserladen", "Drinking Water Shop")                   \
  X("water_sports", "Sports nautiques", "Wassersportgeschäft", "Watersport / Swim Shop")           \
  X("weapons", "Armurerie", "Waffengeschäft", "Weapon Shop")                                       \
  X("wholesale", "Commerce de gros", "Grosshandel", "Wholesale Store")                             \
  X("wigs", "Magasin de perruques", "Perückengeschäft", "Wig Shop")                                \
  X("window_blind", "Magasin de stores", "Storengeschäft", "Window Blind Store")                   \
  X("window_construction", "Construction de fenêtres", "Fensterbau", "Window Construction")        \
  X("wine", "Caviste", "Weinhandlung", "Wine Shop")                                                \
  X("winery", "Chai", "Weinkellerei", "Winery")                                                    \
  X("yes", "Commerce", "Laden", "Shop")

#endif
