/* What else people call a trade in French, parted by |, sorted by trade as trade_list.h is. From
 * data/categories/osm_types_commerce_fr.csv; a test compares this list with that file. */
#ifndef DOMAIN_SHOP_TRADE_SYNONYMS_H
#define DOMAIN_SHOP_TRADE_SYNONYMS_H

#define TRADE_SYNONYMS(X) \
  X("accountant", "comptable|expert-comptable.") \
  X("agrarian", "magasin de produit de la ferme|machines|pesticides|graines|engins agricoles") \
  X("agricultural_engines", \
    "matériel agricole|materiel agricole|réparation|reparation|garage|tracteur|" \
    "engins agricoles|engin agricole|mécanicien|mecanicien") \
  X("alcohol", "cave|caviste|magasin de vin|vins & spiritueux") \
  X("anime", "manga|bd|figurine") \
  X("antiques", "anticaire|magasin|antiquité|vieillerie|brocante") \
  X("appliance", \
    "magasin d’électroménager|électroménager|appareil électroménager|" \
    "petit électroménager|gros électroménager|shop appliance|appliances|bouilloire|" \
    "centrifugeuse|cuiseur|cuit vapeur|fouet électrique|grille-pain|machine à pain|" \
    "mixeur|pierrade|presse-agrumes|robot de cuisine|robot multifonctions|" \
    "pèse-personne|épilateur|rasoir électrique|cafetière|moulin à café|aspirateur|" \
    "cireuse|nettoyeur à vapeur|tondeuse|repassage|centrale vapeur|fer à repasser|" \
    "cuisinière|four micro-ondes|four traditionnel|four à vapeur|cuisinière à gaz|" \
    "hotte aspirante|plaque de cuisson|lave-linge|lave-vaisselle|sèche-linge|" \
    "cave à vin|congélateur|réfrigérateur|climatiseur") \
  X("architect", "architecte") \
  X("art", "galeriste|gallerie d’art|marchand d’art|magasin d’art|art|artiste|exposition") \
  X("baby_goods", "magasin de puériculture") \
  X("bakery", "boulangerie") \
  X("bank", "banque|caisse populaire|bank") \
  X("bar", "bar|brasserie|café|pub") \
  X("basket_maker", "vannier") \
  X("bathroom_furnishing", "fournitures pour salles de bain") \
  X("beauty", "salon de beauté|institut de beauté|épilation") \
  X("bed", "vente de literie|vente de matelas") \
  X("beekeeper", "miellerie") \
  X("beverages", "magasin de vins et spiritueux") \
  X("bicycle", "magasin de vélo") \
  X("biergarten", "brasserie en plein air|bierre") \
  X("blacksmith", "forgeron") \
  X("boat", "magasin de bateau|bateau de pêche|jetski|hors-bord") \
  X("boatbuilder", "constructeur de bâteaux") \
  X("bookbinder", "relieur") \
  X("bookmaker", "preneur de paris|bookmaker") \
  X("books", "librairie|papeterie") \
  X("brewery", "usine|brasserie|industriel|brasserie industrielle|bière|alcool|cidre") \
  X("brewing_supplies", "brasserie|brasseur") \
  X("bureau_de_change", \
    "change|bureau de change|échange|devises|échange de devises|" \
    "intermédiaire financier de change|banque de devises") \
  X("butcher", "boucherie|charcuterie|charcutier|boucher") \
  X("cafe", "café|bar|salon de thé|pub|brasserie|restaurant|cafe") \
  X("camera", "appareil photo|caméra|camera|film") \
  X("camp_site", "terrain de camping|site de camping|aire de camping") \
  X("candles", "vente de bougies et d’accessoires") \
  X("cannabis", "canabis|marijuana|herbe") \
  X("car", "concessionnaire|garage|garagiste") \
  X("car_parts", "magasin de pièces automobiles") \
  X("car_repair", "garage|atelier de mécanique automobile|atelier de réparation automobile") \
  X("car_wash", "lavage de voiture|lave auto|station lavage|station-lavage|lave-auto|car wash") \
  X("caravan", "concessionnaire|automobile|caravane|camping-car") \
  X("carpenter", "charpentier|menuisier|ébéniste") \
  X("carpet", "magasin de tapis") \
  X("carpet_layer", "pose de tapis") \
  X("catalogue", "catalogue") \
  X("caterer", "restaurateur") \
  X("chalet", "gîte|gite|chalet|vacances") \
  X("charity", "boutique caritative") \
  X("cheese", "vente de fromages|fromager") \
  X("chemist", "produits d’entretien|cosmétiques|hygiène|parapharmacie") \
  X("chimney_sweeper", "ramoneur|cheminée") \
  X("chocolate", "chocolats|confiserie") \
  X("cinema", \
    "cinéma|cinema|écran|films|salle de cinéma|salles de cinéma|multiplexe|" \
    "multiplexe cinématographique") \
  X("cleaning", "nettoyage|ménage") \
  X("clinic", \
    "hopital|hôpital|ambulatoire|médecins|infirmières|patients|docteurs|" \
    "clinique médicale|clinique|médical|soins|urgence|clinic") \
  X("clockmaker", "horloger|horlogerie") \
  X("clothes", "magasin de vêtements") \
  X("coffee", "magasin de café") \
  X("collector", \
    "magasin|collection|collectionneur|timbres|philatélie|pièces de monnaie|" \
    "numismatique|poupées|figurines|cartes postales|fossiles|bd|manga|pin’s") \
  X("computer", "magasin d’informatique") \
  X("confectionery", "confiserie|confiseur|bonbons|fabricant de bonbons|biscuits|biscuiterie") \
  X("convenience", "supérette|petite épicerie du coin") \
  X("copyshop", "photocopies|impression") \
  X("cosmetics", "vente de cosmétiques|parfumerie") \
  X("country_store", \
    "quincaillerie rurale|épicerie rurale|épicerie de campagne|" \
    "quincaillerie de campagne") \
  X("craft", "art|loisir|peinture") \
  X("curtain", "magasin de rideaux") \
  X("dairy", "crèmerie") \
  X("deli", "épicerie fine|traiteur|charcuterie|plat à emporter") \
  X("dentist", \
    "dentiste|cabinet dentaire|soins dentaires|dents|clinique dentaire|" \
    "médecin-dentiste|orthodontie") \
  X("department_store", "magasin à rayon|grand magasin|magasin par départements") \
  X("distillery", "distillerie|alcool|boisson|bière|bourbon|brandy|gin|liqueur") \
  X("doctors", \
    "docteur|médecin|medecin|cabinet médical|médecine générale|dermatologue|" \
    "cardiologue|gynécologue|spécialiste|doctors|doctor") \
  X("doityourself", "magasin de bricolage") \
  X("doors", "porte|porte-fenêtre|porte-fenetre") \
  X("dressmaker", "couturier|tailleur|designer textile") \
  X("dry_cleaning", "teinturerie|blanchisserie") \
  X("e-cigarette", "boutique de cigarettes électroniques") \
  X("electrical", \
    "équipements électriques|cables|câbles|électricité|ventilateurs|led|fils|" \
    "éclairage|lampes") \
  X("electrician", "electricien") \
  X("electronics", "magasin d’électronique et d’électroménager") \
  X("electronics_repair", \
    "réparation électronique|maintenance électronique|réparateur électronique|" \
    "magasin d’électronique|réparation de téléphone|réparation d’appareil photo|" \
    "réparation de téléviseur|réparation d’électroménager|réparation d’ordinateur|" \
    "réparation de caméra|craft electronics repair|electronics repair|electronics|" \
    "repair") \
  X("erotic", "sex-shop") \
  X("estate_agent", "agence immobilière") \
  X("fabric", "mercerie") \
  X("farm", "étal de fruits et légumes|vente à la ferme|vente producteurs") \
  X("fashion_accessories", \
    "sac à main|cologne|parfum|chapeau|bijoux|porte-monnaie|écharpe|" \
    "lunettes de soleil|parapluie|montres") \
  X("fast_food", \
    "fast food|restauration rapide|service au comptoir|vente à emporter|à emporter|" \
    "a emporter|burger|sandwich|kebab|kébab|panini|tacos") \
  X("fireplace", "cheminées") \
  X("fishing", "pêche") \
  X("fitness_centre", "salle de sport|salle de musculation") \
  X("floorer", "poseur de sol|parquet|sol") \
  X("flooring", \
    "magasin|boutique|revêtements de sol|carrelage|parquet|lattes|moquette|tapis|" \
    "lino|vinyle|pvc") \
  X("florist", "fleuriste") \
  X("food_court", \
    "aire de restauration|zone de restauration|foodcourt|food-court|food court|" \
    "restauration rapide|restaurants rapides|restaurant rapide|service au comptoir|" \
    "vente à emporter|repas à emporter|fast food|restaurants|cuisines|cafeteria|" \
    "cafétéria|repas") \
  X("frame", "vente de cadres") \
  X("frozen_food", "surgelés|surgeles|glaces") \
  X("fuel", \
    "station-service|station service|station de carburant|station-essence|" \
    "station essence|station d’essence|station à essence|essencerie|pompe à essence|" \
    "pompe à carburant|carburant|essence|diesel|gpl|fuel|magasin|pétrole") \
  X("funeral_directors", "services d’arrangements funéraires") \
  X("furniture", "magasin de meubles") \
  X("games", \
    "jeux de plateau|jeu de plateau|jeu de cartes|jeux de cartes|game shop|" \
    "jeu de rôle|miniature|stratégie|plateau|cartes|figurines") \
  X("garden_centre", "jardinerie|magasin de jardinage") \
  X("gardener", "concepteur de jardins|paysagiste") \
  X("gas", "bouteille|gaz|butane|propane") \
  X("general", "magasin général|magasin de village") \
  X("gift", "boutique de souvenirs") \
  X("glaziery", "vitrier") \
  X("gold_buyer", "achat d’or") \
  X("greengrocer", "fruiterie|marchand de fruits et légumes|maraicher|maraîcher|primeur") \
  X("guest_house", "chambre d’hôtes|gîte") \
  X("hairdresser", "coiffeur|barbier") \
  X("hairdresser_supply", "coiffeur|shampoings|barbier") \
  X("handicraft", "artisanat manuel|artisanat fait-main|artisanat fait à la main") \
  X("hardware", "quincaillerie") \
  X("health_food", \
    "magasin|alimentation|produits|aliments|bio|biologique|diététique|naturel|" \
    "végétarien|végan") \
  X("hearing_aids", "vente de prothèses auditives") \
  X("herbalist", "herboristerie") \
  X("hifi", "magasin d’appareils audio-visuel") \
  X("honey", "magasin de miel|miel|apiculture|apiculteur|apicultrice") \
  X("hostel", "auberge de jeunesse") \
  X("hotel", "bâtiment d’hôtel|hotel") \
  X("household_linen", \
    "magasin de linge de maison|linge|lit|toilette|ménage|table|rideaux|voilage|" \
    "mouchoir|drap|couverture|taie|gants|serviette|torchon|nappe") \
  X("houseware", "vente d’articles de cuisine") \
  X("hunting", "chasse") \
  X("hvac", "artisan chauffagiste|artisan ventilation|artisan climatisation") \
  X("ice_cream", "magasin de glaces") \
  X("insulator", "isolation thermique de bâtiments") \
  X("insurance", "assurance|mutuelle") \
  X("interior_decoration", "magasin de décoration d’intérieur") \
  X("jewelry", \
    "magasin de bijoux|bijouterie|bijoux|bracelets|diamants|boucles d’oreilles|" \
    "boucle d’oreille|or|joyau|gemme|pierre précieuse|collier|argent|joaillier") \
  X("joiner", "menuisier|meubles") \
  X("key_cutter", "reproduction de clés") \
  X("kiosk", "kiosque") \
  X("kitchen", "vente de mobilier et accessoires de cuisine") \
  X("laundry", "laverie") \
  X("lawyer", "cabinet|bureau|avocat|juriste") \
  X("leather", "boutique de vêtements en cuir") \
  X("lighting", "lampes|fluorescent|compact|led|del|ampoule") \
  X("locksmith", "serrurier") \
  X("lottery", "vente de billets de loterie") \
  X("mall", "galerie marchande|centre d’achat") \
  X("marketplace", "marché|place de marché") \
  X("massage", "salon de massage") \
  X("medical_supply", "magasin de matériel médical") \
  X("metal_construction", "constructions métalliques|constructions metalliques") \
  X("military_surplus", \
    "armée|armure|navy|magasin militaire|surplus|tactique|équipement militaire|" \
    "guerre|équipement de guerre") \
  X("mobile_phone", "vente de téléphone portable|magasin de téléphones portables|cellulaires") \
  X("model", "modélisme|maquettes|modèles réduits") \
  X("money_lender", "prêteur") \
  X("motorcycle", "vendeur de motocyclettes") \
  X("motorcycle_repair", "réparateur de motos") \
  X("music", "disques|cd|cassettes|disque vinyle") \
  X("musical_instrument", "magasin d’instruments de musique") \
  X("newsagent", "kiosque|marchand|maison de la presse|journaux|magazines|presse") \
  X("nightclub", "boîte de nuit|discothèque") \
  X("notary", "notaire") \
  X("nutrition_supplements", "compléments alimentaires;compléments nutritionnels") \
  X("nuts", "noix|fruits secs|fruit sec|cacahuète|pistache|graine|noix de coco|amande") \
  X("optician", "opticien|marchand de lunettes") \
  X("outdoor", "magasin de matériel de sports de plein air") \
  X("outpost", "vente en ligne|pickup|online|en ligne|commande") \
  X("paint", "vente de peintures") \
  X("painter", "peintre") \
  X("parquet_layer", "poseur de parquet|parquet|pose de parquet") \
  X("party", "ballons|costumes|décorations|invitations|fête") \
  X("pasta", "magasin de pâtes") \
  X("pastry", "gaufre") \
  X("pawnbroker", "prêteur|dépôt|gage|gages|occasion|mont-de-piété|crédit municipal") \
  X("perfumery", "parfumerie") \
  X("pet", "animalerie") \
  X("pet_grooming", "toilettage|animal|chien|chat|salon|animalerie") \
  X("pharmacy", "pharmacie") \
  X("photo", "photographe|tirage de photos") \
  X("photographer", "photographe") \
  X("photographic_laboratory", "laboratoire photographique|laboratoire de développement") \
  X("plasterer", "gâcheur|plafonneur") \
  X("plumber", "plombier") \
  X("post_office", "bureau de poste") \
  X("pottery", "potier|céramiste|ceramiste|faïencier|faiencier|poterie|céramique|ceramique") \
  X("printer_ink", "imprimante|fax|encre|cartouche|impression") \
  X("psychic", \
    "psi|esprit|astrologie|boule de cristal|diseur de bonne aventure|bonne aventure|" \
    "parapsychologie|extrasensoriel|psychokinésie") \
  X("pub", "pub") \
  X("pyrotechnics", "magasin de feux d’artifice") \
  X("religion", "boutique d’une église|d’un monastère") \
  X("rental", "magasin|boutique|location|temporaire") \
  X("repair", "réparation|réhabilitation|remise en état|rafistolage|retouche") \
  X("restaurant", "restaurant|brasserie|auberge") \
  X("rice", "magasin de riz") \
  X("rigger", "gréeur") \
  X("roofer", "couvreur") \
  X("saddler", "sellier harnacheur|sellier garnisseur|bourrelier") \
  X("sailmaker", "voilier") \
  X("sawmill", "scierie") \
  X("scaffolder", "échafaudages") \
  X("scuba_diving", "magasin d’équipement et d’articles de plongée sous-marine") \
  X("sculptor", "sculpteur") \
  X("seafood", "vendeur de poissons|fruits de mer|écailler|conserverie") \
  X("second_hand", "magasin|dépot|friperie|seconde main|aubaine|solidaire") \
  X("sewing", "magasin de couture|magasin de matériel de couture") \
  X("shoe_repair", "cordonnerie|cordonnier réparation de chaussures") \
  X("shoemaker", "bottier|cordonnier") \
  X("shoes", "magasin de chaussures") \
  X("signmaker", "enseignes|signalétique") \
  X("spices", "épices|chili|curry|cannelle|gingembre|poivre|safran|sel|wasabi") \
  X("sports", "magasin de sport") \
  X("stationery", "papeterie") \
  X("stonemason", "tailleur de pierre") \
  X("storage_rental", "location de stockage - ne pas utiliser") \
  X("supermarket", "supermarché") \
  X("swimming_pool", "spa|cuve thermale|maintenance|piscine") \
  X("tailor", "habilleur|giletier") \
  X("tattoo", "salon de tatouage") \
  X("tea", "magasin de thés") \
  X("telecommunication", \
    "communication|télécommunication|internet|fai|fournisseur d’accès internet|isp|" \
    "téléphone|voip|voix sur ip|portable") \
  X("theatre", "théâtre") \
  X("ticket", "boutique de vente de billets|billetterie") \
  X("tiler", "paveur|dalleur") \
  X("tiles", "carrelage|dalle de sol|faïence") \
  X("tinsmith", "étameur|rétameur") \
  X("tobacco", "buraliste") \
  X("tool_hire", "outil|outillage|location") \
  X("toys", "magasin de jouets") \
  X("trade", "grossiste") \
  X("travel_agency", "agence de voyage") \
  X("trophy", "trophées|médailles|coupes|récompenses") \
  X("tyres", "magasin de pneus") \
  X("upholsterer", "garnisseur") \
  X("vacuum_cleaner", "aspirateur|nettoyage") \
  X("variety_store", "magasin|bas prix|prix bas|discount") \
  X("veterinary", "vétérinaire") \
  X("video", "club vidéo") \
  X("video_games", "magasin de location et vente de jeux vidéo") \
  X("watches", "horloger|vente de montres") \
  X("watchmaker", "horloger") \
  X("water", "eau potable") \
  X("weapons", "armurerie") \
  X("wholesale", "commerce de gros|gros|lot|entrepôt") \
  X("wigs", "perruque|postiche|extensions de cheveux") \
  X("window_blind", "store|rideau|volet") \
  X("window_construction", "fabrication de fenêtres") \
  X("wine", "caviste|vin") \
  X("winery", "cellier|cave à vins")

#endif
