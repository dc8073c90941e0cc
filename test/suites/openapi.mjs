#!/usr/bin/env node
// The API's description is valid OpenAPI 3.1, and what the API really answers is what it describes.
// One engine is enough: the description comes from tables in the program.
import http from "node:http";
import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020.js";
import add_formats from "ajv-formats";
import { make_demonstration, start_product, temporary_folder } from "../browser/product.mjs";

let passed = 0;
let failed = 0;

function check(name, problem) {
  if (problem) console.log(`FAIL ${name}\n  ${problem}`);
  if (problem) failed++;
  else passed++;
}

function get(port, path) {
  return new Promise((done, fail) => {
    const options = { port, path, host: "127.0.0.1", headers: { Host: "bordeaux.localhost" } };
    http
      .get(options, (answer) => {
        let body = "";
        answer.setEncoding("utf8");
        answer.on("data", (part) => (body += part));
        answer.on("end", () => done({ status: answer.statusCode, body }));
      })
      .on("error", fail);
  });
}

// Operations that need neither a token nor a name in their path.
function open_lists(description) {
  return Object.entries(description.paths)
    .filter(([path, methods]) => methods.get && !path.includes("{"))
    .map(([path, methods]) => ({ path, operation: methods.get }))
    .filter(({ operation }) => operation.security.length === 0)
    .filter(({ operation }) => !operation.parameters.some((parameter) => parameter.required));
}

async function check_answer(port, ajv, path, operation) {
  const answer = await get(port, path);
  const described = operation.responses[answer.status] ?? operation.responses.default;
  const schema = described.content?.["application/json"]?.schema;
  if (answer.status !== 200) return `${path} answered ${answer.status}`;
  if (!schema) return null;
  const valid = ajv.compile({ $ref: `api.json${schema.$ref}` });
  return valid(JSON.parse(answer.body)) ? null : `${path}: ${ajv.errorsText(valid.errors)}`;
}

const product = await start_product(make_demonstration(temporary_folder()));
try {
  const description = JSON.parse((await get(product.port, "/api/v1/openapi.json")).body);
  const { valid, errors } = await new Validator().validate(structuredClone(description));
  check("the description is valid OpenAPI 3.1", valid ? null : JSON.stringify(errors, null, 1));
  const ajv = new Ajv2020({ strict: false });
  add_formats(ajv);
  ajv.addSchema({ $id: "api.json", components: description.components });
  const lists = open_lists(description);
  check("there are open lists to try", lists.length > 0 ? null : "none is described");
  for (const { path, operation } of lists) {
    check(path, await check_answer(product.port, ajv, path, operation));
  }
} finally {
  await product.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
