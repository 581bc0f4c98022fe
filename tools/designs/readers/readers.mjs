// Reads documents from standard input, [[format, text], ...], and answers with a list of errors for each.
// Formats: asyncapi (the parser of the AsyncAPI Initiative), mermaid (mermaid.parse under jsdom), promql (the
// grammar of Prometheus' own editor).
import { text } from "node:stream/consumers";

const documents = JSON.parse(await text(process.stdin));
const wanted = new Set(documents.map(([format]) => format));
const readers = {};

if (wanted.has("asyncapi")) {
  const { Parser } = await import("@asyncapi/parser");
  const parser = new Parser();
  readers.asyncapi = async (source) => {
    const { document, diagnostics } = await parser.parse(source);
    const errors = diagnostics.filter((one) => one.severity === 0).map((one) => one.message);
    return document || errors.length ? errors : ["no document, and no reason"];
  };
}

if (wanted.has("mermaid")) {
  const { JSDOM } = await import("jsdom");
  const { window } = new JSDOM("<!doctype html><body></body>");
  globalThis.window = window;
  globalThis.document = window.document;
  const { default: mermaid } = await import("mermaid");
  readers.mermaid = async (source) => {
    try {
      await mermaid.parse(source);
      return [];
    } catch (error) {
      return [String(error.message ?? error)];
    }
  };
}

if (wanted.has("promql")) {
  const { parser } = await import("@prometheus-io/lezer-promql");
  readers.promql = async (source) => {
    const errors = [];
    parser.parse(source).iterate({
      enter: (node) => {
        if (node.type.isError) errors.push(`not PromQL at ${node.from}: ${source.slice(node.from, node.from + 40)}`);
      },
    });
    return errors;
  };
}

const answers = [];
for (const [format, source] of documents) {
  answers.push(await readers[format](source));
}
process.stdout.write(JSON.stringify(answers));
