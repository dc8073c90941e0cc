/* What people call a trade that OpenStreetMap's list does not say: short and spoken French, Swiss
 * French, German names. Parted by |, sorted by trade as trade_list.h is. Each name means one trade:
 * imports and corrections read it, searches find by it. From data/trades-house.csv; a test compares
 * this list with that file. */
#ifndef DOMAIN_SHOP_TRADE_HOUSE_H
#define DOMAIN_SHOP_TRADE_HOUSE_H

#define TRADE_HOUSE(X) \
  X("accountant", "fiduciaire|Treuhand|Treuhänder") \
  X("alcohol", "spiritueux") \
  X("antiques", "antiquités|brocanteur") \
  X("appliance", "électroménager") \
  X("bakery", \
    "boulanger|boulangère|boulange|boulangerie-pâtisserie|dépôt de pain|viennoiserie|" \
    "Bäcker|Beck|Bäckerei-Konditorei") \
  X("bar", "café-bar|bar-tabac|troquet|comptoir|carnotzet|carnotset|pinte|Beiz|Spunten") \
  X("beauty", \
    "institut de beauté|esthétique|esthéticienne|onglerie|manucure|Kosmetik|" \
    "Nagelstudio") \
  X("bicycle", \
    "vélos|cycles|réparateur de vélos|vélociste|Velo|Velogeschäft|Velomechaniker|" \
    "Fahrrad|Fahrräder") \
  X("books", "libraire|librairie-papeterie|bouquins|bouquiniste|Bücher|Buchladen|Buchhändler") \
  X("butcher", \
    "boucher|bouchère|boucherie-charcuterie|charcuterie|charcutier|triperie|Metzger|" \
    "Metzg|Fleischerei|Fleischer") \
  X("cafe", "salon de thé|bistrot|bistro|estaminet|tea-room|tearoom|buvette|Kaffeehaus|Kaffee") \
  X("car_repair", "garage|garagiste|mécano|carrosserie|garage-carrosserie|Autogarage") \
  X("cheese", "fromager|fromagère|laiterie-fromagerie|Käse|Chäsi|Käseladen") \
  X("chemist", "droguiste|Drogist") \
  X("chocolate", "Schokolade") \
  X("clothes", "prêt-à-porter|vêtements|habillement|fringues|sapes|Kleider") \
  X("computer", "informatique|dépannage informatique") \
  X("confectionery", "confiseur|bonbons|Süssigkeiten") \
  X("convenience", \
    "épicerie|épicier|supérette|épicerie de nuit|alimentation générale|dépanneur|" \
    "Lebensmittel|Dorfladen|Lädeli|Tante-Emma-Laden") \
  X("dairy", "laiterie|laitier|Milchladen") \
  X("doityourself", "bricolage|brico") \
  X("driving_school", "moto-école") \
  X("dry_cleaning", "teinturerie|teinturier|chemische Reinigung") \
  X("estate_agent", "immobilier") \
  X("fast_food", \
    "snack|sandwicherie|friterie|baraque à frites|kebab|tacos|food truck|Imbiss|" \
    "Takeaway|Döner") \
  X("florist", "fleurs|Blumen|Floristin|Blumengeschäft") \
  X("furniture", "meubles|ameublement|Möbel|Möbelhaus") \
  X("greengrocer", \
    "primeurs|fruits et légumes|maraîcher|Gemüse|Früchte und Gemüse|Obst und Gemüse") \
  X("hairdresser", "coiffeur|coiffeuse|coiffure|coiff|barbier|Friseur|Haarsalon|Barber") \
  X("hardware", "droguerie-quincaillerie|Eisenwaren") \
  X("ice_cream", "glaces|Gelateria|Glace") \
  X("interior_decoration", "décoration|déco") \
  X("jewelry", \
    "bijoutier|bijouterie-horlogerie|joaillerie|joaillier|horlogerie-bijouterie|" \
    "Schmuck|Juwelier|Goldschmied") \
  X("kiosk", "kiosque à journaux") \
  X("laundry", "laverie automatique|lavomatique|blanchisserie|Waschsalon") \
  X("mobile_phone", "téléphonie|portables") \
  X("newsagent", "presse|maison de la presse|journaux|point presse") \
  X("optician", "optique|lunettes|lunetier|Brillen|Augenoptik") \
  X("pastry", "pâtissier|pâtissière|gâteaux") \
  X("pharmacy", "pharma|pharmacien|officine|apothicaire|Apotheker") \
  X("restaurant", \
    "resto|restau|brasserie|restauration|pizzeria|pizza|crêperie|auberge|bouchon|" \
    "guinguette|rôtisserie|gastro|sushi|café-restaurant|pinte communale|métairie|" \
    "Gasthof|Gasthaus|Wirtschaft|Beizli|Gaststätte|Landgasthof") \
  X("seafood", "poissonnier|écailler|fruits de mer|Fisch|Fischhandlung") \
  X("second_hand", \
    "friperie|fripes|dépôt-vente|ressourcerie|recyclerie|Brockenhaus|Brocki|" \
    "Brockenstube|Secondhand") \
  X("sewing", "mercier|Handarbeiten|Nähbedarf") \
  X("shoe_repair", "cordonnerie|ressemelage|Schuster") \
  X("shoes", "chaussures|chausseur|godasses|Schuhe|Schuhladen") \
  X("stationery", "Papierwaren|Schreibwaren") \
  X("tailor", \
    "retouches|retoucherie|couturière|atelier de couture|Schneiderin|" \
    "Änderungsschneiderei") \
  X("tobacco", "tabac|tabac-presse|buraliste|débit de tabac|Tabakwaren|Tabak|Raucherwaren") \
  X("toys", "jouets|jeux et jouets|Spielwaren|Spielzeug|Spielsachen") \
  X("veterinary", "véto") \
  X("watches", "horlogerie|Uhren") \
  X("wine", "cave|cave à vins|pinard|Wein|Vinothek|Weinkeller")

#endif
