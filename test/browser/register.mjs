// A double of the register of businesses: answers as API Recherche d'entreprises publishes it, for
// one establishment; to every other question it says that it is out of order.
import http from "node:http";

const known = {
  siren: "356000000",
  nom_complet: "la poste",
  nom_raison_sociale: "LA POSTE",
  siege: { siret: "35600000000048", adresse: "9 RUE DU COLONEL PIERRE AVIA 75015 PARIS 15" },
  matching_etablissements: [
    {
      siret: "35600000049837",
      adresse: "19 RUE DE LA POSTE 31700 CORNEBARRIEU",
      code_postal: "31700",
      commune: "31150",
      libelle_commune: "CORNEBARRIEU",
      activite_principale: "53.10Z",
      etat_administratif: "A",
      latitude: "43.64988",
      longitude: "1.33117",
      liste_enseignes: ["POSTE DE CORNEBARRIEU"],
      nom_commercial: null,
    },
  ],
};

export function start_register() {
  const server = http.createServer((request, reply) => {
    const asked = new URL(request.url, "http://register").searchParams.get("q");
    if (asked !== "35600000049837") {
      reply.writeHead(503).end("<html>Service indisponible</html>");
      return;
    }
    const answer = { results: [known], total_results: 1, page: 1, per_page: 1, total_pages: 1 };
    reply.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  server.unref();
  return new Promise((done) =>
    server.listen(0, "127.0.0.1", () => done(`http://127.0.0.1:${server.address().port}`)),
  );
}
