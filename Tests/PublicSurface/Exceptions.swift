/// Public functions that are not called with random arguments, each with the reason. A function that is neither here
/// nor can be called makes the check fail.
enum Exceptions {
    /// By path, and for a whole type by its name and a dot.
    static let reasons: [String: String] = [
        "RuleOptimizer.subscript(dynamicMember:)": "takes a key path, which the compiler checks",
        "Module.callAsFunction(_:)": "a requirement: every module's own is called",
        "ModuleList.subscript(_:)":
            "a collection's: a position that does not exist stops the program as an array's does",
        "TrainingMode.isTraining": "read by all, set by the library alone",
        "LocalSequential.init(_:)": "what it holds is not Sendable: the calls of Sequential are the same",
        "LocalSequential.callAsFunction(_:)": "what it holds is not Sendable: the calls of Sequential are the same",
        "Metric.check(_:)": "a requirement: what a damaged checkpoint holds is checked by its own tests",
        "ModuleCopier.copy(_:)": "called by modules with a copier that only `copy()` makes",
        "Callback.load(_:)": "a requirement: every callback's own is called",
        "CustomOperation.forward(_:_:)": "a requirement: operations are called, and ask for it",
        "CustomOperation.vjp(_:_:)": "a requirement: operations are called, and ask for it",
        "CustomOperation.jvp(_:_:)": "a requirement: operations are called, and ask for it",
        "OperationContext.inputs": "only a rule has it: operations are called",
        "OperationContext.outputs": "only a rule has it: operations are called",
        "OperationContext.needsGradient": "only a rule has it: operations are called",
        "OperationContext.saved": "only a rule has it: operations are called",
    ]

    /// What holds for every function of a name.
    static let reasonsByName: [String: String] = [
        "init(from:)": "decodes what was encoded: the tests of damaged checkpoints do so",
        "update(_:_:_:step:rate:)": "a rule's formula: optimizers call it with what they have checked",
        "twin(_:)": "called by `copy()` of a module, which is called",
        "customMirror": "what a debugger asks",
        "encode(to:)": "encodes a value that exists",
    ]

    static func reason(_ path: String) -> String? {
        reasons[path] ?? reasonsByName[String(path.split(separator: ".").last ?? "")]
    }
}
