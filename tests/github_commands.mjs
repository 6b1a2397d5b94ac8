// Says problems as GitHub's own library says them: a JSON list of {kind, message, properties} in, workflow commands out.
import * as core from "@actions/core";
import { readFileSync } from "node:fs";

for (const { kind, message, properties } of JSON.parse(readFileSync(0, "utf-8"))) core[kind](message, properties);
