// Calls every public function with random arguments, most of them wrong, inside `withErrors`, each function in a
// process of its own. No call may end its process or last longer than a second, and a right call afterwards must work.
//
//     swift run WrongCalls 20000                     so many calls in all
//     swift run WrongCalls 20000 Linear              of the functions whose names begin so
//     swift run WrongCalls call "exp(_:)" 17 18      one call, 17, in this process
import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == "call", arguments.count == 4, let first = Int(arguments[2]), let end = Int(arguments[3]) {
    guard let call = allCalls.first(where: { $0.name == arguments[1] }) else { exit(2) }
    // Memory that nobody asked for is not to be had.
    var granted = rlimit(rlim_cur: 4 << 30, rlim_max: 4 << 30)
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &granted)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("calls-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    call.run(first..<end, folder: folder)
    try? FileManager.default.removeItem(at: folder)
} else {
    let prefix = arguments.count > 1 ? arguments[1] : ""
    let watch = Watch(
        calls: allCalls.filter { $0.name.hasPrefix(prefix) }, count: arguments.first.flatMap(Int.init) ?? 2000)
    exit(watch.run() ? 0 : 1)
}
