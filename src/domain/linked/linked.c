#include "domain/linked/linked.h"

/* Types of schema.org, version 29. */
const struct linked_pair linked_pairs[] = {
    {S("accountant"), S("AccountingService")},
    {S("alcohol"), S("LiquorStore")},
    {S("bakery"), S("Bakery")},
    {S("bank"), S("BankOrCreditUnion")},
    {S("bar"), S("BarOrPub")},
    {S("beauty"), S("BeautySalon")},
    {S("bicycle"), S("BikeStore")},
    {S("books"), S("BookStore")},
    {S("boutique"), S("ClothingStore")},
    {S("brewery"), S("Brewery")},
    {S("butcher"), S("Store")},
    {S("cafe"), S("CafeOrCoffeeShop")},
    {S("car_repair"), S("AutoRepair")},
    {S("cheese"), S("Store")},
    {S("clothes"), S("ClothingStore")},
    {S("computer"), S("ComputerStore")},
    {S("convenience"), S("ConvenienceStore")},
    {S("dentist"), S("Dentist")},
    {S("doityourself"), S("HardwareStore")},
    {S("dry_cleaning"), S("DryCleaningOrLaundry")},
    {S("electrician"), S("Electrician")},
    {S("electronics"), S("ElectronicsStore")},
    {S("estate_agent"), S("RealEstateAgent")},
    {S("fast_food"), S("FastFoodRestaurant")},
    {S("florist"), S("Florist")},
    {S("furniture"), S("FurnitureStore")},
    {S("garden_centre"), S("GardenStore")},
    {S("greengrocer"), S("GroceryStore")},
    {S("hairdresser"), S("HairSalon")},
    {S("hardware"), S("HardwareStore")},
    {S("hotel"), S("Hotel")},
    {S("ice_cream"), S("IceCreamShop")},
    {S("insurance"), S("InsuranceAgency")},
    {S("jewelry"), S("JewelryStore")},
    {S("laundry"), S("DryCleaningOrLaundry")},
    {S("lawyer"), S("LegalService")},
    {S("locksmith"), S("Locksmith")},
    {S("mobile_phone"), S("MobilePhoneStore")},
    {S("music"), S("MusicStore")},
    {S("musical_instrument"), S("MusicStore")},
    {S("notary"), S("Notary")},
    {S("optician"), S("Optician")},
    {S("painter"), S("HousePainter")},
    {S("pet"), S("PetStore")},
    {S("pharmacy"), S("Pharmacy")},
    {S("plumber"), S("Plumber")},
    {S("pub"), S("BarOrPub")},
    {S("restaurant"), S("Restaurant")},
    {S("roofer"), S("RoofingContractor")},
    {S("seafood"), S("Store")},
    {S("shoes"), S("ShoeStore")},
    {S("sports"), S("SportingGoodsStore")},
    {S("supermarket"), S("GroceryStore")},
    {S("tattoo"), S("TattooParlor")},
    {S("toys"), S("ToyStore")},
    {S("travel_agency"), S("TravelAgency")},
    {S("wine"), S("LiquorStore")},
    {S("winery"), S("Winery")},
};
const size_t linked_pair_count = sizeof linked_pairs / sizeof *linked_pairs;

struct str linked_type(struct str trade) {
  for (size_t i = 0; i < linked_pair_count; i++)
    if (str_equal(linked_pairs[i].trade, trade)) return linked_pairs[i].type;
  return S("LocalBusiness");
}

struct str linked_licence(struct str licence) {
  static const struct {
    struct str name, url;
  } known[] = {
      {S("ODbL 1.0"), S("https://opendatacommons.org/licenses/odbl/1-0/")},
      {S("CC0"), S("https://creativecommons.org/publicdomain/zero/1.0/")},
      {S("Licence Ouverte 2.0"), S("https://www.etalab.gouv.fr/licence-ouverte-open-licence/")},
      {S("Licence Ouverte"), S("https://www.etalab.gouv.fr/licence-ouverte-open-licence/")},
      {S("CC BY 4.0"), S("https://creativecommons.org/licenses/by/4.0/")},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (str_equal(known[i].name, licence)) return known[i].url;
  return S("");
}

struct str linked_origin(struct arena *arena, const struct shop *shop) {
  bool osm = str_equal(shop->source, S("osm")) && str_find(shop->source_id, S("/")) > 0;
  if (!osm) return S("");
  return str_format(arena, "https://www.openstreetmap.org/%.*s", STR_ARG(shop->source_id));
}
