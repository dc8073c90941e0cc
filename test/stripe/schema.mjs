// Stripe's own description of its API, as JSON schemas that ajv understands: what a call may say,
// and what an answer looks like.
import Ajv from "ajv";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const data = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../data/payments/stripe");
export const openapi = JSON.parse(fs.readFileSync(path.join(data, "openapi.json"), "utf8"));
export const fixtures = JSON.parse(fs.readFileSync(path.join(data, "fixtures.json"), "utf8"));

// OpenAPI 3.0 says « nullable », JSON schema has a type for it. In a call nothing may stand that the
// description does not name; Stripe refuses it.
function to_json_schema(node, strict) {
  if (Array.isArray(node)) return node.map((item) => to_json_schema(item, strict));
  if (node === null || typeof node !== "object") return node;
  const { nullable, discriminator, format, ...rest } = node;
  const schema = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      key === "properties"
        ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, to_json_schema(one, strict)]))
        : to_json_schema(value, strict),
    ]),
  );
  if (strict && schema.properties && schema.additionalProperties === undefined) schema.additionalProperties = false;
  if (!nullable) return schema;
  if (schema.enum && !schema.enum.includes(null)) schema.enum = [...schema.enum, null];
  if (typeof schema.type === "string") return { ...schema, type: [schema.type, "null"] };
  return { anyOf: [schema, { type: "null" }] };
}

const answers = new Ajv({ strict: false, allErrors: true });
answers.addSchema({ $id: "stripe", components: to_json_schema(openapi.components, false) });
const calls = new Ajv({ strict: false, allErrors: true, coerceTypes: true });

function with_whole_references(node) {
  return JSON.parse(JSON.stringify(node).replaceAll('"#/components/', '"stripe#/components/'));
}

const compiled = new Map();

function once(name, make) {
  if (!compiled.has(name)) compiled.set(name, make());
  return compiled.get(name);
}

function sentences(validate) {
  return validate.errors.map((error) => {
    const more = error.params.additionalProperty ?? error.params.missingProperty ?? "";
    return `${error.instancePath || "/"} ${error.message} ${more}`.trim();
  });
}

// What is wrong with an answer to this operation; an empty list if nothing.
export function judge_answer(template, method, value) {
  const validate = once(`${method} ${template} answer`, () => {
    const schema = openapi.paths[template][method].responses["200"].content["application/json"].schema;
    return answers.compile(with_whole_references(to_json_schema(schema, false)));
  });
  return validate(value) ? [] : sentences(validate);
}

// The kinds of movements that Stripe names.
export const move_types = openapi.components.schemas.balance_transaction.properties.type.enum;

export function judge_object(name, value) {
  const validate = once(`object ${name}`, () =>
    answers.compile({ $ref: `stripe#/components/schemas/${name}` }),
  );
  return validate(value) ? [] : sentences(validate);
}

// Reads the call's form or query into `value`, numbers and booleans made from text where they are
// wanted. The first problem is { param, unknown }, or null.
export function judge_call(template, method, value) {
  const validate = once(`${method} ${template} call`, () => calls.compile(call_schema(template, method)));
  if (validate(value)) return null;
  const error = validate.errors[0];
  const place = error.instancePath.split("/").filter(Boolean);
  const name = error.params.additionalProperty ?? error.params.missingProperty;
  const names = name ? [...place, name] : place;
  const param = names.slice(1).reduce((text, one) => `${text}[${one}]`, names[0] ?? "");
  return { param, unknown: error.keyword === "additionalProperties", text: error.message };
}

function call_schema(template, method) {
  const operation = openapi.paths[template][method];
  if (method === "post") {
    const schema = operation.requestBody?.content["application/x-www-form-urlencoded"]?.schema;
    return to_json_schema(schema ?? { type: "object", properties: {} }, true);
  }
  const queries = (operation.parameters ?? []).filter((parameter) => parameter.in === "query");
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(queries.map((one) => [one.name, to_json_schema(one.schema, true)])),
  };
}

// The operation that an address names, with what stands in its braces; or null.
export function find_operation(method, pathname) {
  for (const [template, operations] of Object.entries(openapi.paths)) {
    if (!operations[method]) continue;
    const pattern = new RegExp(`^${template.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
    const match = pattern.exec(pathname);
    if (match) return { template, params: { ...match.groups } };
  }
  return null;
}

// "a[b][0]=c" as Stripe reads it: brackets are members, numbers and nothing are places in a list.
export function parse_form(text) {
  const root = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const parts = [name.split("[")[0], ...[...name.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1])];
    put(root, parts, value);
  }
  return lists_of(root);
}

function put(node, [part, ...rest], value) {
  const key = part === "" ? String(Object.keys(node).length) : part;
  if (rest.length === 0) node[key] = value;
  else put((node[key] ??= {}), rest, value);
}

function lists_of(node) {
  if (node === null || typeof node !== "object") return node;
  const keys = Object.keys(node);
  if (keys.length > 0 && keys.every((key, i) => key === String(i))) return keys.map((key) => lists_of(node[key]));
  return Object.fromEntries(keys.map((key) => [key, lists_of(node[key])]));
}
