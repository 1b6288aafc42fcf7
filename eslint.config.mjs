import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["**/*.cjs", ".*/**"] },
  js.configs.recommended,
  {
    rules: {
      complexity: ["error", 12],
      eqeqeq: "error",
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      "no-shadow": "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["timeline/**/*.js"],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ["tests/**/*.js", "*.config.mjs"],
    languageOptions: { globals: globals.node },
  },
];
