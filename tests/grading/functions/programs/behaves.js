function f(how, numbers) {
  console.log("[]");
  console.error("{");
  switch (how) {
    case "leave":
      process.exit(0);
    case "fail":
      throw new Error("no luck");
    case "nan":
      return [0, NaN];
    case "read":
      return [require("fs").readFileSync(0).length];
    default:
      return numbers.reverse();
  }
}
