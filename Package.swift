// swift-tools-version: 6.1
import PackageDescription

/// The examples that need nothing but the libraries: a folder each, with a README and pictures.
let examples: [String] = [
    "Activations", "Characters", "CrossValidation", "Digits", "Ensemble", "Gates", "HyperparameterSearch",
    "LearningRates", "MNIST", "Optimizers", "Overfitting", "PhysicsInformed", "Regression", "ScalarMLP",
    "SignLanguage", "TrainingTask", "XOR",
]

let package = Package(
    name: "Adjoint",
    platforms: [.macOS(.v14)],
    products: [
        .library(name: "Adjoint", targets: ["Adjoint"]),
        .library(name: "AdjointNN", targets: ["AdjointNN"]),
        .library(name: "AdjointTraining", targets: ["AdjointTraining"]),
    ],
    targets: [
        .target(name: "AdjointRuntime"),
        .target(name: "AdjointKernels", dependencies: ["AdjointRuntime"]),
        .target(name: "Adjoint", dependencies: ["AdjointKernels", "AdjointRuntime"]),
        .target(name: "AdjointNN", dependencies: ["Adjoint"]),
        .target(
            name: "AdjointTraining",
            dependencies: ["AdjointNN", "AdjointRuntime", "CZlib"],
            exclude: ["Digits/LICENSE", "Digits/README.md"],
            resources: [.embedInCode("Digits/digits.csv.gz")]
        ),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"]), .yum(["zlib-devel"])]),

        .target(name: "ExampleSupport", dependencies: ["AdjointTraining"], path: "Examples/Support"),
        .executableTarget(
            name: "HandCalculation", dependencies: ["Adjoint"], path: "Examples/HandCalculation", exclude: ["README.md"]
        ),
        .executableTarget(
            name: "Benchmarks", dependencies: ["AdjointNN", "AdjointKernels", "AdjointRuntime"],
            path: "Examples/Benchmarks", exclude: ["Peers"]),

        // What compiles and runs the code of README.md and Docs.
        .executableTarget(name: "Pages", dependencies: ["AdjointTraining"], path: "Tests/Pages"),
        // Calls of every public function with random arguments, and what writes them from the symbol graphs.
        .executableTarget(name: "PublicSurface", path: "Tests/PublicSurface"),
        .executableTarget(name: "WrongCalls", dependencies: ["AdjointTraining"], path: "Tests/WrongCalls"),

        .testTarget(name: "AdjointKernelsTests", dependencies: ["AdjointKernels", "AdjointRuntime"]),
        .testTarget(
            name: "AdjointTests", dependencies: ["Adjoint", "AdjointKernels", "AdjointRuntime"], exclude: ["Golden"]),
        .testTarget(name: "AdjointNNTests", dependencies: ["AdjointNN"], exclude: ["Golden"]),
        .testTarget(name: "AdjointTrainingTests", dependencies: ["AdjointTraining"]),
        // What another package can do: it sees what is public and nothing else.
        .testTarget(name: "AdjointOutsideTests", dependencies: ["Adjoint", "AdjointNN"], packageAccess: false),
    ]
        + examples.map {
            .executableTarget(
                name: $0, dependencies: ["AdjointTraining", "ExampleSupport"], path: "Examples/\($0)",
                exclude: ["README.md", "Pictures"] + ($0 == "Regression" ? ["flats.csv", "questions.csv"] : []))
        },
    swiftLanguageModes: [.v6]
)
