// swift-format-ignore-file
// Written by `swift run PublicSurface`.

let allCalls: [Call] = [
    AdjointFunctions.all,
    AdjointInitializers.all,
    AdjointMethods.all,
    AdjointProperties.all,
    AdjointNNFunctions.all,
    AdjointNNInitializers.all,
    AdjointNNMethods.all,
    AdjointNNProperties.all,
    AdjointTrainingFunctions.all,
    AdjointTrainingInitializers.all,
    AdjointTrainingMethods.all,
    AdjointTrainingProperties.all,
].flatMap(\.self)
