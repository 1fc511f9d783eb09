/** What mutations were wrong about: without the name of their only argument in front, and as sentences. */
export function withoutInput(problems: readonly string[]): readonly string[] {
  return problems.map((problem) => problem.replace(/^input[.:] ?/, '').replace(/\.?$/, '.'));
}
