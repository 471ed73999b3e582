// swift-format-ignore-file
// Written by `swift run PublicSurface`.
import Adjoint
import AdjointNN
import AdjointTraining
import Foundation

extension Draw {
    func makeAccuracy(_ name: String) -> Accuracy {
        open(name, "Accuracy")
        defer { close() }
        switch below(1) {
        default:
            return Accuracy()
        }
    }

    func makeActivityPenalty(_ name: String) -> ActivityPenalty {
        let d = self
        open(name, "ActivityPenalty")
        defer { close() }
        switch below(1) {
        default:
            let a0: Penalty = d.makePenalty("penalty")
            return ActivityPenalty(a0)
        }
    }

    func makeAdadelta(_ name: String) -> Adadelta {
        let d = self
        open(name, "Adadelta")
        defer { close() }
        switch below(1) {
        default:
            let a0 = d.source("source")
            let a1: Double = d.double("learningRate")
            let a2: Double = d.double("rho")
            let a3: Double = d.double("epsilon")
            let a4: Double = d.double("weightDecay")
            let a5: [ParameterGroup<AdadeltaRule>] = d.array("groups") { d.group("") }
            return Adadelta(a0, learningRate: a1, rho: a2, epsilon: a3, weightDecay: a4, groups: a5)
        }
    }

    func makeAdagrad(_ name: String) -> Adagrad {
        let d = self
        open(name, "Adagrad")
        defer { close() }
        switch below(1) {
        default:
            let a0 = d.source("source")
            let a1: Double = d.double("learningRate")
            let a2: Double = d.double("learningRateDecay")
            let a3: Double = d.double("initialAccumulator")
            let a4: Double = d.double("epsilon")
            let a5: Double = d.double("weightDecay")
            let a6: [ParameterGroup<AdagradRule>] = d.array("groups") { d.group("") }
            return Adagrad(a0, learningRate: a1, learningRateDecay: a2, initialAccumulator: a3, epsilon: a4, weightDecay: a5, groups: a6)
        }
    }

    func makeAdam(_ name: String) -> Adam {
        let d = self
        open(name, "Adam")
        defer { close() }
        switch below(1) {
        default:
            let a0 = d.source("source")
            let a1: Double = d.double("learningRate")
            let a2: (Double, Double) = (d.double(""), d.double(""))
            let a3: Double = d.double("epsilon")
            let a4: Double = d.double("weightDecay")
            let a5: Bool = d.bool("amsgrad")
            let a6: [ParameterGroup<AdamRule>] = d.array("groups") { d.group("") }
            return Adam(a0, learningRate: a1, betas: a2, epsilon: a3, weightDecay: a4, amsgrad: a5, groups: a6)
        }
    }

    func makeAdamW(_ name: String) -> AdamW {
        let d = self
        open(name, "AdamW")
        defer { close() }
        switch below(1) {
        default:
            let a0 = d.source("source")
            let a1: Double = d.double("learningRate")
            let a2: (Double, Double) = (d.double(""), d.double(""))
            let a3: Double = d.double("epsilon")
            let a4: Double = d.double("weightDecay")
            let a5: Bool = d.bool("amsgrad")
            let a6: [ParameterGroup<AdamRule>] = d.array("groups") { d.group("") }
            return AdamW(a0, learningRate: a1, betas: a2, epsilon: a3, weightDecay: a4, amsgrad: a5, groups: a6)
        }
    }

    func makeAdamax(_ name: String) -> Adamax {
        let d = self
        open(name, "Adamax")
        defer { close() }
        switch below(1) {
        default:
            let a0 = d.source("source")
            let a1: Double = d.double("learningRate")
            let a2: (Double, Double) = (d.double(""), d.double(""))
            let a3: Double = d.double("epsilon")
            let a4: Double = d.double("weightDecay")
            let a5: [ParameterGroup<AdamaxRule>] = d.array("groups") { d.group("") }
            return Adamax(a0, learningRate: a1, betas: a2, epsilon: a3, weightDecay: a4, groups: a5)
        }
    }

    func makeAdaptiveAvgPool1d(_ name: String) -> AdaptiveAvgPool1d {
        let d = self
        open(name, "AdaptiveAvgPool1d")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("size")
            return AdaptiveAvgPool1d(a0)
        }
    }

    func makeAdaptiveAvgPool2d(_ name: String) -> AdaptiveAvgPool2d {
        let d = self
        open(name, "AdaptiveAvgPool2d")
        defer { close() }
        switch below(1) {
        default:
            let a0: IntOrPair = d.intOrPair("size")
            return AdaptiveAvgPool2d(a0)
        }
    }

    func makeAdaptiveMaxPool1d(_ name: String) -> AdaptiveMaxPool1d {
        let d = self
        open(name, "AdaptiveMaxPool1d")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("size")
            return AdaptiveMaxPool1d(a0)
        }
    }

    func makeAdaptiveMaxPool2d(_ name: String) -> AdaptiveMaxPool2d {
        let d = self
        open(name, "AdaptiveMaxPool2d")
        defer { close() }
        switch below(1) {
        default:
            let a0: IntOrPair = d.intOrPair("size")
            return AdaptiveMaxPool2d(a0)
        }
    }

    func makeAdjointError(_ name: String) -> AdjointError {
        let d = self
        open(name, "AdjointError")
        defer { close() }
        switch below(1) {
        default:
            let a0: AdjointError.Kind = d.makeAdjointError_Kind("kind")
            let a1: String = d.string("operation")
            let a2: String = d.string("message")
            return AdjointError(a0, a1, a2)
        }
    }

    func makeAdjointError_Kind(_ name: String) -> AdjointError.Kind {
        open(name, "AdjointError.Kind")
        defer { close() }
        switch below(7) {
        case 0:
            note("", ".anomaly")
            return AdjointError.Kind.anomaly
        case 1:
            note("", ".dtype")
            return AdjointError.Kind.dtype
        case 2:
            note("", ".graph")
            return AdjointError.Kind.graph
        case 3:
            note("", ".index")
            return AdjointError.Kind.index
        case 4:
            note("", ".memory")
            return AdjointError.Kind.memory
        case 5:
            note("", ".shape")
            return AdjointError.Kind.shape
        default:
            note("", ".value")
            return AdjointError.Kind.value
        }
    }

    func makeAugmentations(_ name: String) -> Augmentations {
        let d = self
        open(name, "Augmentations")
        defer { close() }
        switch below(2) {
        case 0:
            let a0: [any Augmentation] = d.array("steps") { d.anyAugmentation("") }
            return Augmentations(a0)
        default:
            let a0: any Augmentation = d.anyAugmentation("steps")
            return Augmentations(a0)
        }
    }

    func makeAverage(_ name: String) -> Average {
        let d = self
        open(name, "Average")
        defer { close() }
        switch below(3) {
        case 0:
            note("", ".binary")
            let a0: Int = d.int("positive")
            return Average.binary(positive: a0)
        case 1:
            note("", ".macro")
            return Average.macro
        default:
            note("", ".micro")
            return Average.micro
        }
    }

    func makeAvgPool1d(_ name: String) -> AvgPool1d {
        let d = self
        open(name, "AvgPool1d")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("kernel")
            let a1: Int? = d.optional("stride") { d.int("stride") }
            let a2: Int = d.int("padding")
            return AvgPool1d(a0, stride: a1, padding: a2)
        }
    }

    func makeAvgPool2d(_ name: String) -> AvgPool2d {
        let d = self
        open(name, "AvgPool2d")
        defer { close() }
        switch below(1) {
        default:
            let a0: IntOrPair = d.intOrPair("kernel")
            let a1: IntOrPair? = d.optional("stride") { d.intOrPair("stride") }
            let a2: IntOrPair = d.intOrPair("padding")
            return AvgPool2d(a0, stride: a1, padding: a2)
        }
    }

    func makeAxisScale(_ name: String) -> AxisScale {
        open(name, "AxisScale")
        defer { close() }
        switch below(2) {
        case 0:
            note("", ".linear")
            return AxisScale.linear
        default:
            note("", ".logarithmic")
            return AxisScale.logarithmic
        }
    }

    func makeBatchNorm(_ name: String) -> BatchNorm {
        let d = self
        open(name, "BatchNorm")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("channels")
            let a1: Double = d.double("epsilon")
            let a2: Double? = d.optional("momentum") { d.double("momentum") }
            let a3: Bool = d.bool("affine")
            let a4: Bool = d.bool("trackRunningStatistics")
            let a5: DType = d.makeDType("dtype")
            return BatchNorm(a0, epsilon: a1, momentum: a2, affine: a3, trackRunningStatistics: a4, dtype: a5)
        }
    }

    func makeBestModel(_ name: String) -> BestModel {
        let d = self
        open(name, "BestModel")
        defer { close() }
        switch below(1) {
        default:
            let a0: URL = d.file("file")
            let a1: String = d.string("score")
            let a2: Goal = d.goal("goal")
            return BestModel(a0, a1, goal: a2)
        }
    }

    func makeBilinear(_ name: String) -> Bilinear {
        let d = self
        open(name, "Bilinear")
        defer { close() }
        switch below(1) {
        default:
            let a0: (Int, Int) = (d.int(""), d.int(""))
            let a1: Int = d.int("outputs")
            let a2: Bool = d.bool("bias")
            let a3: DType = d.makeDType("dtype")
            let a4: RandomGenerator = d.generator("generator")
            return Bilinear(a0, a1, bias: a2, dtype: a3, generator: a4)
        }
    }

    func makeBinaryAccuracy(_ name: String) -> BinaryAccuracy {
        let d = self
        open(name, "BinaryAccuracy")
        defer { close() }
        switch below(1) {
        default:
            let a0: Double = d.double("threshold")
            return BinaryAccuracy(threshold: a0)
        }
    }

    func makeBuffer(_ name: String) -> Buffer<Tensor> {
        let d = self
        open(name, "Buffer")
        defer { close() }
        switch below(2) {
        case 0:
            let a0: Tensor = d.tensor("wrappedValue")
            return Buffer<Tensor>(wrappedValue: a0)
        default:
            note("", ".inferred")
            let a0: [Int?] = d.array("shape") { d.optional("") { d.int("") } }
            let a1: DType = d.makeDType("dtype")
            let a2: @Sendable (Int) -> Tensor = d.sizedFunction("make")
            return Buffer<Tensor>.inferred(a0, dtype: a1, a2)
        }
    }

    func makeCELU(_ name: String) -> CELU {
        let d = self
        open(name, "CELU")
        defer { close() }
        switch below(1) {
        default:
            let a0: Double = d.double("alpha")
            return CELU(a0)
        }
    }

    func makeCSVColumn(_ name: String) -> CSVColumn {
        let d = self
        open(name, "CSVColumn")
        defer { close() }
        switch below(4) {
        case 0:
            let a0: Int = d.int("position")
            return CSVColumn(integerLiteral: a0)
        case 1:
            let a0: String = d.string("name")
            return CSVColumn(stringLiteral: a0)
        case 2:
            note("", ".at")
            let a0: Int = d.int("")
            return CSVColumn.at(a0)
        default:
            note("", ".named")
            let a0: String = d.string("")
            return CSVColumn.named(a0)
        }
    }

    func makeCSVColumns(_ name: String) -> CSVColumns {
        let d = self
        open(name, "CSVColumns")
        defer { close() }
        switch below(4) {
        case 0:
            let a0: CSVColumn = d.makeCSVColumn("elements")
            return CSVColumns(arrayLiteral: a0)
        case 1:
            note("", ".all")
            return CSVColumns.all
        case 2:
            note("", ".except")
            let a0: [CSVColumn] = d.array("") { d.makeCSVColumn("") }
            return CSVColumns.except(a0)
        default:
            note("", ".only")
            let a0: [CSVColumn] = d.array("") { d.makeCSVColumn("") }
            return CSVColumns.only(a0)
        }
    }

    func makeCSVLog(_ name: String) -> CSVLog {
        let d = self
        open(name, "CSVLog")
        defer { close() }
        switch below(1) {
        default:
            let a0: URL = d.file("file")
            return CSVLog(a0)
        }
    }

    func makeCSVTable(_ name: String) -> CSVTable {
        let d = self
        open(name, "CSVTable")
        defer { close() }
        switch below(4) {
        case 0:
            let a0: URL = d.file("file")
            let a1: CSVColumn = d.makeCSVColumn("classes")
            let a2: [String]? = d.optional("classNames") { d.array("classNames") { d.string("") } }
            let a3: CSVColumns = d.makeCSVColumns("columns")
            let a4: Bool = d.bool("header")
            let a5: Character = d.character("separator")
            let a6: MissingValues = d.makeMissingValues("missing")
            if let made = try? CSVTable(contentsOf: a0, classes: a1, classNames: a2, columns: a3, header: a4, separator: a5, missing: a6) { return made }
            return makeCSVTable(name)
        case 1:
            let a0: URL = d.file("file")
            let a1: CSVColumns = d.makeCSVColumns("columns")
            let a2: Bool = d.bool("header")
            let a3: Character = d.character("separator")
            let a4: MissingValues = d.makeMissingValues("missing")
            if let made = try? CSVTable(contentsOf: a0, columns: a1, header: a2, separator: a3, missing: a4) { return made }
            return makeCSVTable(name)
        case 2:
            let a0: URL = d.file("file")
            let a1: CSVColumn = d.makeCSVColumn("values")
            let a2: CSVColumns = d.makeCSVColumns("columns")
            let a3: Bool = d.bool("header")
            let a4: Character = d.character("separator")
            let a5: MissingValues = d.makeMissingValues("missing")
            if let made = try? CSVTable(contentsOf: a0, values: a1, columns: a2, header: a3, separator: a4, missing: a5) { return made }
            return makeCSVTable(name)
        default:
            let a0: URL = d.file("file")
            let a1: [CSVColumn] = d.array("values") { d.makeCSVColumn("") }
            let a2: CSVColumns = d.makeCSVColumns("columns")
            let a3: Bool = d.bool("header")
            let a4: Character = d.character("separator")
            let a5: MissingValues = d.makeMissingValues("missing")
            if let made = try? CSVTable(contentsOf: a0, values: a1, columns: a2, header: a3, separator: a4, missing: a5) { return made }
            return makeCSVTable(name)
        }
    }

    func makeCheckedMode(_ name: String) -> CheckedMode {
        open(name, "CheckedMode")
        defer { close() }
        switch below(2) {
        case 0:
            note("", ".evaluation")
            return CheckedMode.evaluation
        default:
            note("", ".training")
            return CheckedMode.training
        }
    }

    func makeCheckpoint(_ name: String) -> Checkpoint {
        let d = self
        open(name, "Checkpoint")
        defer { close() }
        switch below(1) {
        default:
            let a0: URL = d.file("file")
            let a1: Int? = d.optional("batches") { d.int("batches") }
            return Checkpoint(a0, everyBatches: a1)
        }
    }

    func makeConfusionMatrix(_ name: String) -> ConfusionMatrix {
        let d = self
        open(name, "ConfusionMatrix")
        defer { close() }
        switch below(2) {
        case 0:
            let a0: Int = d.int("classes")
            return ConfusionMatrix(classes: a0)
        default:
            let a0: Tensor = d.tensor("predicted")
            let a1: Tensor = d.tensor("actual")
            let a2: Int = d.int("classes")
            return ConfusionMatrix(predicted: a0, actual: a1, classes: a2)
        }
    }

    func makeConfusionPicture(_ name: String) -> ConfusionPicture {
        let d = self
        open(name, "ConfusionPicture")
        defer { close() }
        switch below(1) {
        default:
            let a0: ConfusionMatrix = d.makeConfusionMatrix("matrix")
            let a1: [String]? = d.optional("classNames") { d.array("classNames") { d.string("") } }
            let a2: Bool = d.bool("normalized")
            let a3: String = d.string("title")
            return ConfusionPicture(a0, classNames: a1, normalized: a2, title: a3)
        }
    }

    func makeConstraint(_ name: String) -> Constraint {
        let d = self
        open(name, "Constraint")
        defer { close() }
        switch below(3) {
        case 0:
            let a0: @Sendable (Tensor) -> Tensor = d.sendableFunction("projection")
            return Constraint(a0)
        case 1:
            note("", ".maxNorm")
            let a0: Double = d.double("bound")
            let a1: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
            return Constraint.maxNorm(a0, axes: a1)
        default:
            note("", ".unitNorm")
            let a0: [Int]? = d.optional("axes") { d.array("axes") { d.int("") } }
            return Constraint.unitNorm(axes: a0)
        }
    }

    func makeConv1d(_ name: String) -> Conv1d {
        let d = self
        open(name, "Conv1d")
        defer { close() }
        switch below(2) {
        case 0:
            let a0: Int = d.int("channels")
            let a1: Int = d.int("outChannels")
            let a2: Int = d.int("kernel")
            let a3: Int = d.int("stride")
            let a4: Int = d.int("padding")
            let a5: Int = d.int("dilation")
            let a6: Int = d.int("groups")
            let a7: Bool = d.bool("bias")
            let a8: DType = d.makeDType("dtype")
            let a9: RandomGenerator = d.generator("generator")
            return Conv1d(a0, a1, kernel: a2, stride: a3, padding: a4, dilation: a5, groups: a6, bias: a7, dtype: a8, generator: a9)
        default:
            let a0: InferredSize = d.makeInferredSize("channels")
            let a1: Int = d.int("outChannels")
            let a2: Int = d.int("kernel")
            let a3: Int = d.int("stride")
            let a4: Int = d.int("padding")
            let a5: Int = d.int("dilation")
            let a6: Int = d.int("groups")
            let a7: Bool = d.bool("bias")
            let a8: DType = d.makeDType("dtype")
            let a9: RandomGenerator = d.generator("generator")
            return Conv1d(a0, a1, kernel: a2, stride: a3, padding: a4, dilation: a5, groups: a6, bias: a7, dtype: a8, generator: a9)
        }
    }

    func makeConv2d(_ name: String) -> Conv2d {
        let d = self
        open(name, "Conv2d")
        defer { close() }
        switch below(2) {
        case 0:
            let a0: Int = d.int("channels")
            let a1: Int = d.int("outChannels")
            let a2: IntOrPair = d.intOrPair("kernel")
            let a3: IntOrPair = d.intOrPair("stride")
            let a4: IntOrPair = d.intOrPair("padding")
            let a5: IntOrPair = d.intOrPair("dilation")
            let a6: Int = d.int("groups")
            let a7: Bool = d.bool("bias")
            let a8: DType = d.makeDType("dtype")
            let a9: RandomGenerator = d.generator("generator")
            return Conv2d(a0, a1, kernel: a2, stride: a3, padding: a4, dilation: a5, groups: a6, bias: a7, dtype: a8, generator: a9)
        default:
            let a0: InferredSize = d.makeInferredSize("channels")
            let a1: Int = d.int("outChannels")
            let a2: IntOrPair = d.intOrPair("kernel")
            let a3: IntOrPair = d.intOrPair("stride")
            let a4: IntOrPair = d.intOrPair("padding")
            let a5: IntOrPair = d.intOrPair("dilation")
            let a6: Int = d.int("groups")
            let a7: Bool = d.bool("bias")
            let a8: DType = d.makeDType("dtype")
            let a9: RandomGenerator = d.generator("generator")
            return Conv2d(a0, a1, kernel: a2, stride: a3, padding: a4, dilation: a5, groups: a6, bias: a7, dtype: a8, generator: a9)
        }
    }

    func makeConvTransposed2d(_ name: String) -> ConvTransposed2d {
        let d = self
        open(name, "ConvTransposed2d")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("channels")
            let a1: Int = d.int("outChannels")
            let a2: IntOrPair = d.intOrPair("kernel")
            let a3: IntOrPair = d.intOrPair("stride")
            let a4: IntOrPair = d.intOrPair("padding")
            let a5: IntOrPair = d.intOrPair("outputPadding")
            let a6: IntOrPair = d.intOrPair("dilation")
            let a7: Int = d.int("groups")
            let a8: Bool = d.bool("bias")
            let a9: DType = d.makeDType("dtype")
            let a10: RandomGenerator = d.generator("generator")
            return ConvTransposed2d(a0, a1, kernel: a2, stride: a3, padding: a4, outputPadding: a5, dilation: a6, groups: a7, bias: a8, dtype: a9, generator: a10)
        }
    }

    func makeCrossValidation(_ name: String) -> CrossValidation {
        let d = self
        open(name, "CrossValidation")
        defer { close() }
        switch below(1) {
        default:
            let a0: [Double] = d.array("scores") { d.double("") }
            return CrossValidation(scores: a0)
        }
    }

    func makeCutout(_ name: String) -> Cutout {
        let d = self
        open(name, "Cutout")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("side")
            return Cutout(a0)
        }
    }

    func makeDType(_ name: String) -> DType {
        let d = self
        open(name, "DType")
        defer { close() }
        switch below(8) {
        case 0:
            let a0: UInt8 = d.byte("rawValue")
            if let made = DType(rawValue: a0) { return made }
            return makeDType(name)
        case 1:
            note("", ".bfloat16")
            return DType.bfloat16
        case 2:
            note("", ".bool")
            return DType.bool
        case 3:
            note("", ".float16")
            return DType.float16
        case 4:
            note("", ".float32")
            return DType.float32
        case 5:
            note("", ".float64")
            return DType.float64
        case 6:
            note("", ".int32")
            return DType.int32
        default:
            note("", ".int64")
            return DType.int64
        }
    }

    func makeDataLoader(_ name: String) -> DataLoader {
        let d = self
        open(name, "DataLoader")
        defer { close() }
        switch below(1) {
        default:
            let a0 = d.dataset("dataset")
            let a1: Int = d.int("batchSize")
            let a2: Bool = d.bool("shuffle")
            let a3: UInt64? = d.optional("seed") { d.unsigned("seed") }
            let a4: Bool = d.bool("dropLast")
            let a5: Int = d.int("prefetch")
            let a6: (any Augmentation)? = d.optional("transform") { d.anyAugmentation("transform") }
            return DataLoader(a0, batchSize: a1, shuffle: a2, seed: a3, dropLast: a4, prefetch: a5, transform: a6)
        }
    }

    func makeDecisionBoundary(_ name: String) -> DecisionBoundary {
        let d = self
        open(name, "DecisionBoundary")
        defer { close() }
        switch below(1) {
        default:
            let a0: String = d.string("title")
            let a1: Tensor = d.tensor("points")
            let a2: Tensor = d.tensor("labels")
            let a3: String = d.string("xTitle")
            let a4: String = d.string("yTitle")
            let a5: Int = d.int("resolution")
            let a6: (Tensor) -> Tensor = d.function("classifier")
            return DecisionBoundary(title: a0, points: a1, labels: a2, xTitle: a3, yTitle: a4, resolution: a5, classifier: a6)
        }
    }

    func makeDropout(_ name: String) -> Dropout {
        let d = self
        open(name, "Dropout")
        defer { close() }
        switch below(1) {
        default:
            let a0: Double = d.double("probability")
            let a1: RandomGenerator = d.generator("generator")
            return Dropout(a0, generator: a1)
        }
    }

    func makeDropout2d(_ name: String) -> Dropout2d {
        let d = self
        open(name, "Dropout2d")
        defer { close() }
        switch below(1) {
        default:
            let a0: Double = d.double("probability")
            let a1: RandomGenerator = d.generator("generator")
            return Dropout2d(a0, generator: a1)
        }
    }

    func makeELU(_ name: String) -> ELU {
        let d = self
        open(name, "ELU")
        defer { close() }
        switch below(1) {
        default:
            let a0: Double = d.double("alpha")
            return ELU(a0)
        }
    }

    func makeEarlyStopping(_ name: String) -> EarlyStopping {
        let d = self
        open(name, "EarlyStopping")
        defer { close() }
        switch below(1) {
        default:
            let a0: String = d.string("score")
            let a1: Goal = d.goal("goal")
            let a2: Int = d.int("patience")
            let a3: Double = d.double("minimumChange")
            let a4: Bool = d.bool("restoresBest")
            return EarlyStopping(a0, goal: a1, patience: a2, minimumChange: a3, restoresBest: a4)
        }
    }

    func makeEmbedding(_ name: String) -> Embedding {
        let d = self
        open(name, "Embedding")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("count")
            let a1: Int = d.int("features")
            let a2: Int? = d.optional("paddingIndex") { d.int("paddingIndex") }
            let a3: DType = d.makeDType("dtype")
            let a4: RandomGenerator = d.generator("generator")
            return Embedding(a0, a1, paddingIndex: a2, dtype: a3, generator: a4)
        }
    }

    func makeEnsemble(_ name: String) -> Ensemble {
        let d = self
        open(name, "Ensemble")
        defer { close() }
        switch below(1) {
        default:
            let a0: [any UnaryModule] = d.array("members") { d.anyUnaryModule("") }
            let a1: Ensemble.Rule = d.makeEnsemble_Rule("rule")
            return Ensemble(a0, by: a1)
        }
    }

    func makeEnsemble_Rule(_ name: String) -> Ensemble.Rule {
        open(name, "Ensemble.Rule")
        defer { close() }
        switch below(2) {
        case 0:
            note("", ".average")
            return Ensemble.Rule.average
        default:
            note("", ".majority")
            return Ensemble.Rule.majority
        }
    }

    func makeExponentialMovingAverage(_ name: String) -> ExponentialMovingAverage {
        let d = self
        open(name, "ExponentialMovingAverage")
        defer { close() }
        switch below(1) {
        default:
            let a0 = d.source("source")
            let a1: Double = d.double("decay")
            return ExponentialMovingAverage(a0, decay: a1)
        }
    }

    func makeF1Score(_ name: String) -> F1Score {
        let d = self
        open(name, "F1Score")
        defer { close() }
        switch below(1) {
        default:
            let a0: Average = d.makeAverage("average")
            let a1: Double = d.double("threshold")
            return F1Score(average: a0, threshold: a1)
        }
    }

    func makeFileError(_ name: String) -> FileError {
        let d = self
        open(name, "FileError")
        defer { close() }
        switch below(1) {
        default:
            let a0: FileError.Kind = d.makeFileError_Kind("kind")
            let a1: String = d.string("file")
            let a2: FileError.Place? = d.optional("place") { d.makeFileError_Place("place") }
            let a3: String = d.string("message")
            return FileError(a0, a1, a2, a3)
        }
    }

    func makeFileError_Kind(_ name: String) -> FileError.Kind {
        open(name, "FileError.Kind")
        defer { close() }
        switch below(5) {
        case 0:
            note("", ".malformed")
            return FileError.Kind.malformed
        case 1:
            note("", ".missing")
            return FileError.Kind.missing
        case 2:
            note("", ".unreadable")
            return FileError.Kind.unreadable
        case 3:
            note("", ".unsupported")
            return FileError.Kind.unsupported
        default:
            note("", ".unwritable")
            return FileError.Kind.unwritable
        }
    }

    func makeFileError_Place(_ name: String) -> FileError.Place {
        let d = self
        open(name, "FileError.Place")
        defer { close() }
        switch below(2) {
        case 0:
            note("", ".offset")
            let a0: Int = d.int("")
            return FileError.Place.offset(a0)
        default:
            note("", ".tensor")
            let a0: String = d.string("")
            return FileError.Place.tensor(a0)
        }
    }

    func makeFlatten(_ name: String) -> Flatten {
        let d = self
        open(name, "Flatten")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("startAxis")
            let a1: Int = d.int("endAxis")
            return Flatten(from: a0, through: a1)
        }
    }

    func makeFtrl(_ name: String) -> Ftrl {
        let d = self
        open(name, "Ftrl")
        defer { close() }
        switch below(1) {
        default:
            let a0 = d.source("source")
            let a1: Double = d.double("learningRate")
            let a2: Double = d.double("l1")
            let a3: Double = d.double("l2")
            let a4: Double = d.double("beta")
            let a5: Double = d.double("initialAccumulator")
            let a6: Double = d.double("weightDecay")
            let a7: [ParameterGroup<FtrlRule>] = d.array("groups") { d.group("") }
            return Ftrl(a0, learningRate: a1, l1: a2, l2: a3, beta: a4, initialAccumulator: a5, weightDecay: a6, groups: a7)
        }
    }

    func makeGELU(_ name: String) -> GELU {
        let d = self
        open(name, "GELU")
        defer { close() }
        switch below(1) {
        default:
            let a0: Bool = d.bool("approximate")
            return GELU(approximate: a0)
        }
    }

    func makeGLU(_ name: String) -> GLU {
        let d = self
        open(name, "GLU")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("axis")
            return GLU(axis: a0)
        }
    }

    func makeGRU(_ name: String) -> GRU {
        let d = self
        open(name, "GRU")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("inputs")
            let a1: Int = d.int("hidden")
            let a2: Int = d.int("layers")
            let a3: Bool = d.bool("bidirectional")
            let a4: Double = d.double("dropout")
            let a5: Bool = d.bool("bias")
            let a6: DType = d.makeDType("dtype")
            let a7: RandomGenerator = d.generator("generator")
            return GRU(a0, a1, layers: a2, bidirectional: a3, dropout: a4, bias: a5, dtype: a6, generator: a7)
        }
    }

    func makeGradientClipping(_ name: String) -> GradientClipping {
        let d = self
        open(name, "GradientClipping")
        defer { close() }
        switch below(2) {
        case 0:
            note("", ".norm")
            let a0: Double = d.double("")
            return GradientClipping.norm(a0)
        default:
            note("", ".value")
            let a0: Double = d.double("")
            return GradientClipping.value(a0)
        }
    }

    func makeGroupNorm(_ name: String) -> GroupNorm {
        let d = self
        open(name, "GroupNorm")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("groups")
            let a1: Int = d.int("channels")
            let a2: Double = d.double("epsilon")
            let a3: Bool = d.bool("affine")
            let a4: DType = d.makeDType("dtype")
            return GroupNorm(groups: a0, channels: a1, epsilon: a2, affine: a3, dtype: a4)
        }
    }

    func makeHardShrink(_ name: String) -> HardShrink {
        let d = self
        open(name, "HardShrink")
        defer { close() }
        switch below(1) {
        default:
            let a0: Double = d.double("lambda")
            return HardShrink(a0)
        }
    }

    func makeHardSigmoid(_ name: String) -> HardSigmoid {
        open(name, "HardSigmoid")
        defer { close() }
        switch below(1) {
        default:
            return HardSigmoid()
        }
    }

    func makeHardSwish(_ name: String) -> HardSwish {
        open(name, "HardSwish")
        defer { close() }
        switch below(1) {
        default:
            return HardSwish()
        }
    }

    func makeHardTanh(_ name: String) -> HardTanh {
        let d = self
        open(name, "HardTanh")
        defer { close() }
        switch below(1) {
        default:
            let a0: ClosedRange<Double> = d.closedRange("range")
            return HardTanh(a0)
        }
    }

    func makeHeatMap(_ name: String) -> HeatMap {
        let d = self
        open(name, "HeatMap")
        defer { close() }
        switch below(1) {
        default:
            let a0: String = d.string("title")
            let a1: Tensor = d.tensor("values")
            let a2: [String] = d.array("rowNames") { d.string("") }
            let a3: [String] = d.array("columnNames") { d.string("") }
            let a4: String = d.string("xTitle")
            let a5: String = d.string("yTitle")
            let a6: ClosedRange<Double>? = d.optional("range") { d.closedRange("range") }
            let a7: Tensor? = d.optional("marks") { d.tensor("marks") }
            return HeatMap(title: a0, values: a1, rowNames: a2, columnNames: a3, xTitle: a4, yTitle: a5, range: a6, marks: a7)
        }
    }

    func makeHistogram(_ name: String) -> Histogram {
        let d = self
        open(name, "Histogram")
        defer { close() }
        switch below(1) {
        default:
            let a0: String = d.string("title")
            let a1: [Double] = d.array("values") { d.double("") }
            let a2: Int = d.int("bins")
            let a3: String = d.string("xTitle")
            return Histogram(title: a0, values: a1, bins: a2, xTitle: a3)
        }
    }

    func makeHistory(_ name: String) -> History {
        open(name, "History")
        defer { close() }
        switch below(1) {
        default:
            return History()
        }
    }

    func makeHooked(_ name: String) -> Hooked {
        let d = self
        open(name, "Hooked")
        defer { close() }
        switch below(1) {
        default:
            let a0: any UnaryModule = d.anyUnaryModule("base")
            return Hooked(a0)
        }
    }

    func makeHorizontalFlip(_ name: String) -> HorizontalFlip {
        let d = self
        open(name, "HorizontalFlip")
        defer { close() }
        switch below(1) {
        default:
            let a0: Double = d.double("probability")
            return HorizontalFlip(probability: a0)
        }
    }

    func makeHyperparameterSearch(_ name: String) -> HyperparameterSearch {
        let d = self
        open(name, "HyperparameterSearch")
        defer { close() }
        switch below(2) {
        case 0:
            let a0: KeyValuePairs<String, [Setting]> = d.grid("grid")
            let a1: Goal = d.goal("goal")
            return HyperparameterSearch(grid: a0, goal: a1)
        default:
            let a0: KeyValuePairs<String, SearchRange> = d.ranges("ranges")
            let a1: Int = d.int("count")
            let a2: UInt64 = d.unsigned("seed")
            let a3: Goal = d.goal("goal")
            return HyperparameterSearch(random: a0, count: a1, seed: a2, goal: a3)
        }
    }

    func makeIDX_ElementType(_ name: String) -> IDX.ElementType {
        let d = self
        open(name, "IDX.ElementType")
        defer { close() }
        switch below(7) {
        case 0:
            let a0: UInt8 = d.byte("rawValue")
            if let made = IDX.ElementType(rawValue: a0) { return made }
            return makeIDX_ElementType(name)
        case 1:
            note("", ".float32")
            return IDX.ElementType.float32
        case 2:
            note("", ".float64")
            return IDX.ElementType.float64
        case 3:
            note("", ".int16")
            return IDX.ElementType.int16
        case 4:
            note("", ".int32")
            return IDX.ElementType.int32
        case 5:
            note("", ".int8")
            return IDX.ElementType.int8
        default:
            note("", ".uint8")
            return IDX.ElementType.uint8
        }
    }

    func makeImageGrid(_ name: String) -> ImageGrid {
        let d = self
        open(name, "ImageGrid")
        defer { close() }
        switch below(1) {
        default:
            let a0: String = d.string("title")
            let a1: Tensor = d.tensor("images")
            let a2: [String] = d.array("captions") { d.string("") }
            let a3: Int = d.int("columns")
            let a4 = d.positions("wrong")
            return ImageGrid(title: a0, images: a1, captions: a2, columns: a3, wrong: a4)
        }
    }

    func makeImpossibleState(_ name: String) -> ImpossibleState {
        let d = self
        open(name, "ImpossibleState")
        defer { close() }
        switch below(1) {
        default:
            let a0: String = d.string("reason")
            return ImpossibleState(a0)
        }
    }

    func makeImputer(_ name: String) -> Imputer {
        let d = self
        open(name, "Imputer")
        defer { close() }
        switch below(2) {
        case 0:
            let a0: Int = d.int("features")
            let a1: DType = d.makeDType("dtype")
            return Imputer(features: a0, dtype: a1)
        default:
            let a0: Tensor = d.tensor("data")
            let a1: Imputer.Rule = d.makeImputer_Rule("rule")
            return Imputer(fittedTo: a0, by: a1)
        }
    }

    func makeImputer_Rule(_ name: String) -> Imputer.Rule {
        open(name, "Imputer.Rule")
        defer { close() }
        switch below(2) {
        case 0:
            note("", ".mean")
            return Imputer.Rule.mean
        default:
            note("", ".median")
            return Imputer.Rule.median
        }
    }

    func makeIndexTerm(_ name: String) -> IndexTerm {
        let d = self
        open(name, "IndexTerm")
        defer { close() }
        switch below(5) {
        case 0:
            note("", ".fill")
            return IndexTerm.fill
        case 1:
            note("", ".insertAxis")
            return IndexTerm.insertAxis
        case 2:
            note("", ".position")
            let a0: Int = d.int("")
            return IndexTerm.position(a0)
        case 3:
            note("", ".positions")
            let a0: Tensor = d.tensor("")
            return IndexTerm.positions(a0)
        default:
            note("", ".slice")
            let a0: Int? = d.optional("from") { d.int("from") }
            let a1: Int? = d.optional("to") { d.int("to") }
            let a2: Int = d.int("step")
            return IndexTerm.slice(from: a0, to: a1, step: a2)
        }
    }

    func makeInferredSize(_ name: String) -> InferredSize {
        open(name, "InferredSize")
        defer { close() }
        switch below(1) {
        default:
            note("", ".inferred")
            return InferredSize.inferred
        }
    }

    func makeInitializer(_ name: String) -> Initializer {
        let d = self
        open(name, "Initializer")
        defer { close() }
        switch below(11) {
        case 0:
            let a0: Initializer.Draw = d.initializerFunction("draw")
            return Initializer(a0)
        case 1:
            note("", ".constant")
            let a0: Double = d.double("value")
            return Initializer.constant(a0)
        case 2:
            note("", ".glorotNormal")
            let a0: Initializer.Gain = d.makeInitializer_Gain("gain")
            return Initializer.glorotNormal(gain: a0)
        case 3:
            note("", ".glorotUniform")
            let a0: Initializer.Gain = d.makeInitializer_Gain("gain")
            return Initializer.glorotUniform(gain: a0)
        case 4:
            note("", ".heNormal")
            let a0: Initializer.Fan = d.makeInitializer_Fan("fan")
            let a1: Initializer.Gain = d.makeInitializer_Gain("gain")
            return Initializer.heNormal(fan: a0, gain: a1)
        case 5:
            note("", ".heUniform")
            let a0: Initializer.Fan = d.makeInitializer_Fan("fan")
            let a1: Initializer.Gain = d.makeInitializer_Gain("gain")
            return Initializer.heUniform(fan: a0, gain: a1)
        case 6:
            note("", ".layerDefault")
            let a0: Int? = d.optional("fanIn") { d.int("fanIn") }
            return Initializer.layerDefault(fanIn: a0)
        case 7:
            note("", ".normal")
            let a0: Double = d.double("mean")
            let a1: Double = d.double("standardDeviation")
            return Initializer.normal(mean: a0, standardDeviation: a1)
        case 8:
            note("", ".orthogonal")
            let a0: Double = d.double("gain")
            return Initializer.orthogonal(gain: a0)
        case 9:
            note("", ".truncatedNormal")
            let a0: Double = d.double("mean")
            let a1: Double = d.double("standardDeviation")
            let a2: ClosedRange<Double> = d.closedRange("range")
            return Initializer.truncatedNormal(mean: a0, standardDeviation: a1, range: a2)
        default:
            note("", ".uniform")
            let a0: Range<Double> = d.range("range")
            return Initializer.uniform(in: a0)
        }
    }

    func makeInitializer_Fan(_ name: String) -> Initializer.Fan {
        open(name, "Initializer.Fan")
        defer { close() }
        switch below(3) {
        case 0:
            note("", ".average")
            return Initializer.Fan.average
        case 1:
            note("", ".in")
            return Initializer.Fan.in
        default:
            note("", ".out")
            return Initializer.Fan.out
        }
    }

    func makeInitializer_Gain(_ name: String) -> Initializer.Gain {
        let d = self
        open(name, "Initializer.Gain")
        defer { close() }
        switch below(6) {
        case 0:
            note("", ".factor")
            let a0: Double = d.double("")
            return Initializer.Gain.factor(a0)
        case 1:
            note("", ".leakyRelu")
            let a0: Double = d.double("slope")
            return Initializer.Gain.leakyRelu(slope: a0)
        case 2:
            note("", ".linear")
            return Initializer.Gain.linear
        case 3:
            note("", ".relu")
            return Initializer.Gain.relu
        case 4:
            note("", ".selu")
            return Initializer.Gain.selu
        default:
            note("", ".tanh")
            return Initializer.Gain.tanh
        }
    }

    func makeInterpolation(_ name: String) -> Interpolation {
        let d = self
        open(name, "Interpolation")
        defer { close() }
        switch below(2) {
        case 0:
            note("", ".linear")
            let a0: Bool = d.bool("alignCorners")
            return Interpolation.linear(alignCorners: a0)
        default:
            note("", ".nearest")
            return Interpolation.nearest
        }
    }

    func makeKFold(_ name: String) -> KFold {
        let d = self
        open(name, "KFold")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("count")
            return KFold(a0)
        }
    }

    func makeKeyValueCache(_ name: String) -> KeyValueCache {
        open(name, "KeyValueCache")
        defer { close() }
        switch below(1) {
        default:
            return KeyValueCache()
        }
    }

    func makeLBFGS(_ name: String) -> LBFGS {
        let d = self
        open(name, "LBFGS")
        defer { close() }
        switch below(1) {
        default:
            let a0 = d.source("source")
            let a1: Double = d.double("learningRate")
            let a2: Int = d.int("maxIterations")
            let a3: Int = d.int("historySize")
            let a4: LBFGS.LineSearch = d.makeLBFGS_LineSearch("lineSearch")
            let a5: Double = d.double("gradientTolerance")
            let a6: Double = d.double("changeTolerance")
            return LBFGS(a0, learningRate: a1, maxIterations: a2, historySize: a3, lineSearch: a4, gradientTolerance: a5, changeTolerance: a6)
        }
    }

    func makeLBFGS_LineSearch(_ name: String) -> LBFGS.LineSearch {
        open(name, "LBFGS.LineSearch")
        defer { close() }
        switch below(2) {
        case 0:
            note("", ".none")
            return LBFGS.LineSearch.none
        default:
            note("", ".strongWolfe")
            return LBFGS.LineSearch.strongWolfe
        }
    }

    func makeLSTM(_ name: String) -> LSTM {
        let d = self
        open(name, "LSTM")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("inputs")
            let a1: Int = d.int("hidden")
            let a2: Int = d.int("layers")
            let a3: Bool = d.bool("bidirectional")
            let a4: Double = d.double("dropout")
            let a5: Bool = d.bool("bias")
            let a6: DType = d.makeDType("dtype")
            let a7: RandomGenerator = d.generator("generator")
            return LSTM(a0, a1, layers: a2, bidirectional: a3, dropout: a4, bias: a5, dtype: a6, generator: a7)
        }
    }

    func makeLabelEncoder(_ name: String) -> LabelEncoder {
        let d = self
        open(name, "LabelEncoder")
        defer { close() }
        switch below(3) {
        case 0:
            return LabelEncoder()
        case 1:
            let a0: [String] = d.array("classNames") { d.string("") }
            return LabelEncoder(a0)
        default:
            let a0: [String] = d.array("labels") { d.string("") }
            return LabelEncoder(fittedTo: a0)
        }
    }

    func makeLambda(_ name: String) -> Lambda {
        let d = self
        open(name, "Lambda")
        defer { close() }
        switch below(1) {
        default:
            let a0: @Sendable (Tensor) -> Tensor = d.sendableFunction("function")
            return Lambda(a0)
        }
    }

    func makeLayerNorm(_ name: String) -> LayerNorm {
        let d = self
        open(name, "LayerNorm")
        defer { close() }
        switch below(2) {
        case 0:
            let a0: [Int] = d.array("lengths") { d.int("") }
            let a1: Double = d.double("epsilon")
            let a2: Bool = d.bool("affine")
            let a3: Bool = d.bool("bias")
            let a4: DType = d.makeDType("dtype")
            return LayerNorm(a0, epsilon: a1, affine: a2, bias: a3, dtype: a4)
        default:
            let a0: Int = d.int("length")
            let a1: Double = d.double("epsilon")
            let a2: Bool = d.bool("affine")
            let a3: Bool = d.bool("bias")
            let a4: DType = d.makeDType("dtype")
            return LayerNorm(a0, epsilon: a1, affine: a2, bias: a3, dtype: a4)
        }
    }

    func makeLeakyReLU(_ name: String) -> LeakyReLU {
        let d = self
        open(name, "LeakyReLU")
        defer { close() }
        switch below(1) {
        default:
            let a0: Double = d.double("slope")
            return LeakyReLU(a0)
        }
    }

    func makeLearnedPositions(_ name: String) -> LearnedPositions {
        let d = self
        open(name, "LearnedPositions")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("maximumLength")
            let a1: Int = d.int("features")
            let a2: DType = d.makeDType("dtype")
            let a3: RandomGenerator = d.generator("generator")
            return LearnedPositions(a0, a1, dtype: a2, generator: a3)
        }
    }

    func makeLearningRateSchedule(_ name: String) -> LearningRateSchedule {
        let d = self
        open(name, "LearningRateSchedule")
        defer { close() }
        switch below(1) {
        default:
            let a0: Schedule = d.makeSchedule("schedule")
            let a1: LearningRateSchedule.Unit = d.makeLearningRateSchedule_Unit("unit")
            return LearningRateSchedule(a0, per: a1)
        }
    }

    func makeLearningRateSchedule_Unit(_ name: String) -> LearningRateSchedule.Unit {
        open(name, "LearningRateSchedule.Unit")
        defer { close() }
        switch below(2) {
        case 0:
            note("", ".batch")
            return LearningRateSchedule.Unit.batch
        default:
            note("", ".epoch")
            return LearningRateSchedule.Unit.epoch
        }
    }

    func makeLineChart(_ name: String) -> LineChart {
        let d = self
        open(name, "LineChart")
        defer { close() }
        switch below(1) {
        default:
            let a0: String = d.string("title")
            let a1: String = d.string("xTitle")
            let a2: String = d.string("yTitle")
            let a3: [Series] = d.array("series") { d.makeSeries("") }
            let a4: AxisScale = d.makeAxisScale("xScale")
            let a5: AxisScale = d.makeAxisScale("yScale")
            return LineChart(title: a0, xTitle: a1, yTitle: a2, series: a3, xScale: a4, yScale: a5)
        }
    }

    func makeLinear(_ name: String) -> Linear {
        let d = self
        open(name, "Linear")
        defer { close() }
        switch below(3) {
        case 0:
            let a0: Int = d.int("inputs")
            let a1: Int = d.int("outputs")
            let a2: Bool = d.bool("bias")
            let a3: DType = d.makeDType("dtype")
            let a4: RandomGenerator = d.generator("generator")
            return Linear(a0, a1, bias: a2, dtype: a3, generator: a4)
        case 1:
            let a0: InferredSize = d.makeInferredSize("inputs")
            let a1: Int = d.int("outputs")
            let a2: Bool = d.bool("bias")
            let a3: DType = d.makeDType("dtype")
            let a4: RandomGenerator = d.generator("generator")
            return Linear(a0, a1, bias: a2, dtype: a3, generator: a4)
        default:
            let a0: Tensor = d.tensor("weight")
            let a1: Tensor? = d.optional("bias") { d.tensor("bias") }
            return Linear(weight: a0, bias: a1)
        }
    }

    func makeLion(_ name: String) -> Lion {
        let d = self
        open(name, "Lion")
        defer { close() }
        switch below(1) {
        default:
            let a0 = d.source("source")
            let a1: Double = d.double("learningRate")
            let a2: (Double, Double) = (d.double(""), d.double(""))
            let a3: Double = d.double("weightDecay")
            let a4: [ParameterGroup<LionRule>] = d.array("groups") { d.group("") }
            return Lion(a0, learningRate: a1, betas: a2, weightDecay: a3, groups: a4)
        }
    }

    func makeLogSigmoid(_ name: String) -> LogSigmoid {
        open(name, "LogSigmoid")
        defer { close() }
        switch below(1) {
        default:
            return LogSigmoid()
        }
    }

    func makeLogSoftmax(_ name: String) -> LogSoftmax {
        let d = self
        open(name, "LogSoftmax")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("axis")
            return LogSoftmax(axis: a0)
        }
    }

    func makeMaxPool1d(_ name: String) -> MaxPool1d {
        let d = self
        open(name, "MaxPool1d")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("kernel")
            let a1: Int? = d.optional("stride") { d.int("stride") }
            let a2: Int = d.int("padding")
            return MaxPool1d(a0, stride: a1, padding: a2)
        }
    }

    func makeMaxPool2d(_ name: String) -> MaxPool2d {
        let d = self
        open(name, "MaxPool2d")
        defer { close() }
        switch below(1) {
        default:
            let a0: IntOrPair = d.intOrPair("kernel")
            let a1: IntOrPair? = d.optional("stride") { d.intOrPair("stride") }
            let a2: IntOrPair = d.intOrPair("padding")
            return MaxPool2d(a0, stride: a1, padding: a2)
        }
    }

    func makeMeanAbsoluteError(_ name: String) -> MeanAbsoluteError {
        open(name, "MeanAbsoluteError")
        defer { close() }
        switch below(1) {
        default:
            return MeanAbsoluteError()
        }
    }

    func makeMeanSquaredError(_ name: String) -> MeanSquaredError {
        open(name, "MeanSquaredError")
        defer { close() }
        switch below(1) {
        default:
            return MeanSquaredError()
        }
    }

    func makeMinMaxScaler(_ name: String) -> MinMaxScaler {
        let d = self
        open(name, "MinMaxScaler")
        defer { close() }
        switch below(3) {
        case 0:
            let a0: Int = d.int("features")
            let a1: ClosedRange<Double> = d.closedRange("range")
            let a2: DType = d.makeDType("dtype")
            return MinMaxScaler(features: a0, range: a1, dtype: a2)
        case 1:
            let a0: Tensor = d.tensor("data")
            let a1: ClosedRange<Double> = d.closedRange("range")
            return MinMaxScaler(fittedTo: a0, range: a1)
        default:
            let a0: Tensor = d.tensor("minimum")
            let a1: Tensor = d.tensor("width")
            let a2: ClosedRange<Double> = d.closedRange("range")
            return MinMaxScaler(minimum: a0, width: a1, range: a2)
        }
    }

    func makeMish(_ name: String) -> Mish {
        open(name, "Mish")
        defer { close() }
        switch below(1) {
        default:
            return Mish()
        }
    }

    func makeMissingValues(_ name: String) -> MissingValues {
        let d = self
        open(name, "MissingValues")
        defer { close() }
        switch below(6) {
        case 0:
            note("", ".constant")
            let a0: Double = d.double("")
            return MissingValues.constant(a0)
        case 1:
            note("", ".droppedRow")
            return MissingValues.droppedRow
        case 2:
            note("", ".kept")
            return MissingValues.kept
        case 3:
            note("", ".mean")
            return MissingValues.mean
        case 4:
            note("", ".median")
            return MissingValues.median
        default:
            note("", ".refused")
            return MissingValues.refused
        }
    }

    func makeModuleList(_ name: String) -> ModuleList<Linear> {
        let d = self
        open(name, "ModuleList")
        defer { close() }
        switch below(2) {
        case 0:
            let a0: [Linear] = d.array("elements") { d.makeLinear("") }
            return ModuleList<Linear>(a0)
        default:
            let a0: Linear = d.makeLinear("elements")
            return ModuleList<Linear>(arrayLiteral: a0)
        }
    }

    func makeMultiHeadAttention(_ name: String) -> MultiHeadAttention {
        let d = self
        open(name, "MultiHeadAttention")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("features")
            let a1: Int = d.int("heads")
            let a2: Int? = d.optional("keyFeatures") { d.int("keyFeatures") }
            let a3: Int? = d.optional("valueFeatures") { d.int("valueFeatures") }
            let a4: Double = d.double("dropout")
            let a5: Bool = d.bool("bias")
            let a6: RotaryPositions? = d.optional("rotary") { d.makeRotaryPositions("rotary") }
            let a7: DType = d.makeDType("dtype")
            let a8: RandomGenerator = d.generator("generator")
            return MultiHeadAttention(a0, heads: a1, keyFeatures: a2, valueFeatures: a3, dropout: a4, bias: a5, rotary: a6, dtype: a7, generator: a8)
        }
    }

    func makeMuon(_ name: String) -> Muon {
        let d = self
        open(name, "Muon")
        defer { close() }
        switch below(1) {
        default:
            let a0 = d.source("source")
            let a1: Double = d.double("learningRate")
            let a2: Double = d.double("momentum")
            let a3: Bool = d.bool("nesterov")
            let a4: Double = d.double("weightDecay")
            let a5: MuonRule.Scale = d.makeMuonRule_Scale("scale")
            let a6: Double = d.double("epsilon")
            let a7: [ParameterGroup<MuonRule>] = d.array("groups") { d.group("") }
            return Muon(a0, learningRate: a1, momentum: a2, nesterov: a3, weightDecay: a4, scale: a5, epsilon: a6, groups: a7)
        }
    }

    func makeMuonRule_Scale(_ name: String) -> MuonRule.Scale {
        open(name, "MuonRule.Scale")
        defer { close() }
        switch below(2) {
        case 0:
            note("", ".matchingAdamW")
            return MuonRule.Scale.matchingAdamW
        default:
            note("", ".rows")
            return MuonRule.Scale.rows
        }
    }

    func makeNAdam(_ name: String) -> NAdam {
        let d = self
        open(name, "NAdam")
        defer { close() }
        switch below(1) {
        default:
            let a0 = d.source("source")
            let a1: Double = d.double("learningRate")
            let a2: (Double, Double) = (d.double(""), d.double(""))
            let a3: Double = d.double("epsilon")
            let a4: Double = d.double("weightDecay")
            let a5: Double = d.double("momentumDecay")
            let a6: Bool = d.bool("isDecayDecoupled")
            let a7: [ParameterGroup<NAdamRule>] = d.array("groups") { d.group("") }
            return NAdam(a0, learningRate: a1, betas: a2, epsilon: a3, weightDecay: a4, momentumDecay: a5, isDecayDecoupled: a6, groups: a7)
        }
    }

    func makeNoise(_ name: String) -> Noise {
        let d = self
        open(name, "Noise")
        defer { close() }
        switch below(1) {
        default:
            let a0: Double = d.double("standardDeviation")
            return Noise(a0)
        }
    }

    func makePReLU(_ name: String) -> PReLU {
        let d = self
        open(name, "PReLU")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("channels")
            let a1: Double = d.double("initial")
            let a2: DType = d.makeDType("dtype")
            return PReLU(a0, initial: a1, dtype: a2)
        }
    }

    func makePadding(_ name: String) -> Padding {
        let d = self
        open(name, "Padding")
        defer { close() }
        switch below(2) {
        case 0:
            let a0: [(before: Int, after: Int)] = d.array("widths") { (before: d.int("before"), after: d.int("after")) }
            let a1: PaddingMode = d.makePaddingMode("mode")
            return Padding(a0, mode: a1)
        default:
            let a0: Int = d.int("width")
            let a1: PaddingMode = d.makePaddingMode("mode")
            return Padding(a0, mode: a1)
        }
    }

    func makePaddingMode(_ name: String) -> PaddingMode {
        let d = self
        open(name, "PaddingMode")
        defer { close() }
        switch below(4) {
        case 0:
            note("", ".circular")
            return PaddingMode.circular
        case 1:
            note("", ".constant")
            let a0: Double = d.double("")
            return PaddingMode.constant(a0)
        case 2:
            note("", ".reflect")
            return PaddingMode.reflect
        default:
            note("", ".replicate")
            return PaddingMode.replicate
        }
    }

    func makeParameter(_ name: String) -> Parameter<Tensor> {
        let d = self
        open(name, "Parameter")
        defer { close() }
        switch below(2) {
        case 0:
            let a0: Tensor = d.tensor("wrappedValue")
            return Parameter<Tensor>(wrappedValue: a0)
        default:
            note("", ".inferred")
            let a0: [Int?] = d.array("shape") { d.optional("") { d.int("") } }
            let a1: DType = d.makeDType("dtype")
            let a2: @Sendable (Int) -> Tensor = d.sizedFunction("make")
            return Parameter<Tensor>.inferred(a0, dtype: a1, a2)
        }
    }

    func makeParameterGroup(_ name: String) -> ParameterGroup<AdamRule> {
        let d = self
        open(name, "ParameterGroup")
        defer { close() }
        switch below(2) {
        case 0:
            let a0: String = d.string("paths")
            let a1: Double? = d.optional("learningRateFactor") { d.double("learningRateFactor") }
            let a2: Double? = d.optional("weightDecay") { d.double("weightDecay") }
            let a3: (inout ParameterSettings<AdamRule>) -> Void = d.settingsChange("change")
            return ParameterGroup<AdamRule>(a0, learningRateFactor: a1, weightDecay: a2, a3)
        default:
            let a0: (String, Tensor) -> Bool = d.condition("isIncluded")
            let a1: Double? = d.optional("learningRateFactor") { d.double("learningRateFactor") }
            let a2: Double? = d.optional("weightDecay") { d.double("weightDecay") }
            let a3: (inout ParameterSettings<AdamRule>) -> Void = d.settingsChange("change")
            return ParameterGroup<AdamRule>(where: a0, learningRateFactor: a1, weightDecay: a2, a3)
        }
    }

    func makePenalty(_ name: String) -> Penalty {
        let d = self
        open(name, "Penalty")
        defer { close() }
        switch below(3) {
        case 0:
            note("", ".elasticNet")
            let a0: Double = d.double("l1")
            let a1: Double = d.double("l2")
            return Penalty.elasticNet(l1: a0, l2: a1)
        case 1:
            note("", ".l1")
            let a0: Double = d.double("factor")
            return Penalty.l1(a0)
        default:
            note("", ".l2")
            let a0: Double = d.double("factor")
            return Penalty.l2(a0)
        }
    }

    func makePerceptron(_ name: String) -> Perceptron {
        let d = self
        open(name, "Perceptron")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("inputs")
            let a1: Int = d.int("outputs")
            let a2: DType = d.makeDType("dtype")
            return Perceptron(a0, a1, dtype: a2)
        }
    }

    func makePlateauSchedule(_ name: String) -> PlateauSchedule {
        let d = self
        open(name, "PlateauSchedule")
        defer { close() }
        switch below(1) {
        default:
            let a0: ReduceOnPlateau = d.makeReduceOnPlateau("plateau")
            let a1: String = d.string("score")
            return PlateauSchedule(a0, a1)
        }
    }

    func makePrecision(_ name: String) -> Precision {
        let d = self
        open(name, "Precision")
        defer { close() }
        switch below(1) {
        default:
            let a0: Average = d.makeAverage("average")
            let a1: Double = d.double("threshold")
            return Precision(average: a0, threshold: a1)
        }
    }

    func makeProgressBar(_ name: String) -> ProgressBar {
        let d = self
        open(name, "ProgressBar")
        defer { close() }
        switch below(1) {
        default:
            let a0: String = d.string("title")
            let a1: Int = d.int("total")
            let a2: Int = d.int("first")
            return ProgressBar(a0, total: a1, from: a2)
        }
    }

    func makeRAdam(_ name: String) -> RAdam {
        let d = self
        open(name, "RAdam")
        defer { close() }
        switch below(1) {
        default:
            let a0 = d.source("source")
            let a1: Double = d.double("learningRate")
            let a2: (Double, Double) = (d.double(""), d.double(""))
            let a3: Double = d.double("epsilon")
            let a4: Double = d.double("weightDecay")
            let a5: Bool = d.bool("isDecayDecoupled")
            let a6: [ParameterGroup<RAdamRule>] = d.array("groups") { d.group("") }
            return RAdam(a0, learningRate: a1, betas: a2, epsilon: a3, weightDecay: a4, isDecayDecoupled: a5, groups: a6)
        }
    }

    func makeRMSNorm(_ name: String) -> RMSNorm {
        let d = self
        open(name, "RMSNorm")
        defer { close() }
        switch below(2) {
        case 0:
            let a0: [Int] = d.array("lengths") { d.int("") }
            let a1: Double? = d.optional("epsilon") { d.double("epsilon") }
            let a2: Bool = d.bool("affine")
            let a3: DType = d.makeDType("dtype")
            return RMSNorm(a0, epsilon: a1, affine: a2, dtype: a3)
        default:
            let a0: Int = d.int("length")
            let a1: Double? = d.optional("epsilon") { d.double("epsilon") }
            let a2: Bool = d.bool("affine")
            let a3: DType = d.makeDType("dtype")
            return RMSNorm(a0, epsilon: a1, affine: a2, dtype: a3)
        }
    }

    func makeRMSprop(_ name: String) -> RMSprop {
        let d = self
        open(name, "RMSprop")
        defer { close() }
        switch below(1) {
        default:
            let a0 = d.source("source")
            let a1: Double = d.double("learningRate")
            let a2: Double = d.double("alpha")
            let a3: Double = d.double("epsilon")
            let a4: Double = d.double("momentum")
            let a5: Bool = d.bool("centered")
            let a6: Double = d.double("weightDecay")
            let a7: [ParameterGroup<RMSpropRule>] = d.array("groups") { d.group("") }
            return RMSprop(a0, learningRate: a1, alpha: a2, epsilon: a3, momentum: a4, centered: a5, weightDecay: a6, groups: a7)
        }
    }

    func makeRNN(_ name: String) -> RNN {
        let d = self
        open(name, "RNN")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("inputs")
            let a1: Int = d.int("hidden")
            let a2: Int = d.int("layers")
            let a3: Bool = d.bool("bidirectional")
            let a4: Double = d.double("dropout")
            let a5: Bool = d.bool("bias")
            let a6: @Sendable (Tensor) -> Tensor = d.sendableFunction("activation")
            let a7: DType = d.makeDType("dtype")
            let a8: RandomGenerator = d.generator("generator")
            return RNN(a0, a1, layers: a2, bidirectional: a3, dropout: a4, bias: a5, activation: a6, dtype: a7, generator: a8)
        }
    }

    func makeRSquared(_ name: String) -> RSquared {
        open(name, "RSquared")
        defer { close() }
        switch below(1) {
        default:
            return RSquared()
        }
    }

    func makeReLU(_ name: String) -> ReLU {
        open(name, "ReLU")
        defer { close() }
        switch below(1) {
        default:
            return ReLU()
        }
    }

    func makeReLU6(_ name: String) -> ReLU6 {
        open(name, "ReLU6")
        defer { close() }
        switch below(1) {
        default:
            return ReLU6()
        }
    }

    func makeRecall(_ name: String) -> Recall {
        let d = self
        open(name, "Recall")
        defer { close() }
        switch below(1) {
        default:
            let a0: Average = d.makeAverage("average")
            let a1: Double = d.double("threshold")
            return Recall(average: a0, threshold: a1)
        }
    }

    func makeReduceOnPlateau(_ name: String) -> ReduceOnPlateau {
        let d = self
        open(name, "ReduceOnPlateau")
        defer { close() }
        switch below(1) {
        default:
            let a0: Double = d.double("learningRate")
            let a1: ReduceOnPlateau.Mode = d.makeReduceOnPlateau_Mode("mode")
            let a2: Double = d.double("factor")
            let a3: Int = d.int("patience")
            let a4: ReduceOnPlateau.Threshold = d.makeReduceOnPlateau_Threshold("threshold")
            let a5: Int = d.int("cooldown")
            let a6: Double = d.double("minimum")
            return ReduceOnPlateau(learningRate: a0, mode: a1, factor: a2, patience: a3, threshold: a4, cooldown: a5, minimum: a6)
        }
    }

    func makeReduceOnPlateau_Mode(_ name: String) -> ReduceOnPlateau.Mode {
        let d = self
        open(name, "ReduceOnPlateau.Mode")
        defer { close() }
        switch below(3) {
        case 0:
            let a0: String = d.string("rawValue")
            if let made = ReduceOnPlateau.Mode(rawValue: a0) { return made }
            return makeReduceOnPlateau_Mode(name)
        case 1:
            note("", ".higher")
            return ReduceOnPlateau.Mode.higher
        default:
            note("", ".lower")
            return ReduceOnPlateau.Mode.lower
        }
    }

    func makeReduceOnPlateau_Threshold(_ name: String) -> ReduceOnPlateau.Threshold {
        let d = self
        open(name, "ReduceOnPlateau.Threshold")
        defer { close() }
        switch below(2) {
        case 0:
            note("", ".absolute")
            let a0: Double = d.double("")
            return ReduceOnPlateau.Threshold.absolute(a0)
        default:
            note("", ".relative")
            let a0: Double = d.double("")
            return ReduceOnPlateau.Threshold.relative(a0)
        }
    }

    func makeReduction(_ name: String) -> Reduction {
        open(name, "Reduction")
        defer { close() }
        switch below(3) {
        case 0:
            note("", ".mean")
            return Reduction.mean
        case 1:
            note("", ".none")
            return Reduction.none
        default:
            note("", ".sum")
            return Reduction.sum
        }
    }

    func makeResidual(_ name: String) -> Residual {
        let d = self
        open(name, "Residual")
        defer { close() }
        switch below(2) {
        case 0:
            let a0: any UnaryModule = d.anyUnaryModule("body")
            let a1: (any UnaryModule)? = d.optional("shortcut") { d.anyUnaryModule("shortcut") }
            return Residual(a0, shortcut: a1)
        default:
            let a0: (any UnaryModule)? = d.optional("shortcut") { d.anyUnaryModule("shortcut") }
            let a1: () -> [any UnaryModule] = d.layers("body")
            return Residual(shortcut: a0, a1)
        }
    }

    func makeRotaryPositions(_ name: String) -> RotaryPositions {
        let d = self
        open(name, "RotaryPositions")
        defer { close() }
        switch below(1) {
        default:
            let a0: Double = d.double("base")
            let a1: Bool = d.bool("pairsAreNeighbours")
            return RotaryPositions(base: a0, pairsAreNeighbours: a1)
        }
    }

    func makeRotation(_ name: String) -> Rotation {
        let d = self
        open(name, "Rotation")
        defer { close() }
        switch below(1) {
        default:
            let a0: ClosedRange<Double> = d.closedRange("degrees")
            return Rotation(degrees: a0)
        }
    }

    func makeRuleOptimizer(_ name: String) -> RuleOptimizer<AdamRule> {
        let d = self
        open(name, "RuleOptimizer")
        defer { close() }
        switch below(1) {
        default:
            let a0 = d.source("source")
            let a1: AdamRule = d.adamRule("rule")
            let a2: Double = d.double("learningRate")
            let a3: [ParameterGroup<AdamRule>] = d.array("groups") { d.group("") }
            return RuleOptimizer<AdamRule>(a0, a1, learningRate: a2, groups: a3)
        }
    }

    func makeSELU(_ name: String) -> SELU {
        open(name, "SELU")
        defer { close() }
        switch below(1) {
        default:
            return SELU()
        }
    }

    func makeSGD(_ name: String) -> SGD {
        let d = self
        open(name, "SGD")
        defer { close() }
        switch below(1) {
        default:
            let a0 = d.source("source")
            let a1: Double = d.double("learningRate")
            let a2: Double = d.double("momentum")
            let a3: Double = d.double("dampening")
            let a4: Bool = d.bool("nesterov")
            let a5: Double = d.double("weightDecay")
            let a6: [ParameterGroup<SGDRule>] = d.array("groups") { d.group("") }
            return SGD(a0, learningRate: a1, momentum: a2, dampening: a3, nesterov: a4, weightDecay: a5, groups: a6)
        }
    }

    func makeSamples(_ name: String) -> Samples {
        let d = self
        open(name, "Samples")
        defer { close() }
        switch below(8) {
        case 0:
            let a0: Tensor = d.tensor("inputs")
            let a1: Tensor = d.tensor("targets")
            return Samples(a0, a1)
        case 1:
            let a0: URL = d.file("images")
            let a1: URL = d.file("labels")
            if let made = try? Samples(images: a0, labels: a1) { return made }
            return makeSamples(name)
        case 2:
            note("", ".circles")
            let a0: Int = d.int("count")
            let a1: Double = d.double("noise")
            let a2: Double = d.double("factor")
            let a3: RandomGenerator = d.generator("generator")
            return Samples.circles(count: a0, noise: a1, factor: a2, generator: a3)
        case 3:
            note("", ".digits")
            if let made = try? Samples.digits() { return made }
            return makeSamples(name)
        case 4:
            note("", ".linearRegression")
            let a0: Int = d.int("count")
            let a1: [Double] = d.array("weights") { d.double("") }
            let a2: Double = d.double("bias")
            let a3: Double = d.double("noise")
            let a4: RandomGenerator = d.generator("generator")
            return Samples.linearRegression(count: a0, weights: a1, bias: a2, noise: a3, generator: a4)
        case 5:
            note("", ".moons")
            let a0: Int = d.int("count")
            let a1: Double = d.double("noise")
            let a2: RandomGenerator = d.generator("generator")
            return Samples.moons(count: a0, noise: a1, generator: a2)
        case 6:
            note("", ".spirals")
            let a0: Int = d.int("count")
            let a1: Double = d.double("noise")
            let a2: Int = d.int("classes")
            let a3: Double = d.double("turns")
            let a4: RandomGenerator = d.generator("generator")
            return Samples.spirals(count: a0, noise: a1, classes: a2, turns: a3, generator: a4)
        default:
            note("", ".xor")
            let a0: Int = d.int("count")
            let a1: Double = d.double("noise")
            let a2: RandomGenerator = d.generator("generator")
            return Samples.xor(count: a0, noise: a1, generator: a2)
        }
    }

    func makeSchedule(_ name: String) -> Schedule {
        let d = self
        open(name, "Schedule")
        defer { close() }
        switch below(16) {
        case 0:
            let a0: @Sendable (Int) -> Double = d.scheduleFunction("function")
            return Schedule(a0)
        case 1:
            let a0: Double = d.double("value")
            return Schedule(floatLiteral: a0)
        case 2:
            let a0: Int = d.int("value")
            return Schedule(integerLiteral: a0)
        case 3:
            note("", ".constant")
            let a0: Double = d.double("value")
            return Schedule.constant(a0)
        case 4:
            note("", ".cosine")
            let a0: Double = d.double("initial")
            let a1: Double = d.double("end")
            let a2: Int = d.int("steps")
            return Schedule.cosine(from: a0, to: a1, steps: a2)
        case 5:
            note("", ".cosineWithRestarts")
            let a0: Double = d.double("initial")
            let a1: Double = d.double("end")
            let a2: Int = d.int("period")
            let a3: Int = d.int("multiplier")
            return Schedule.cosineWithRestarts(from: a0, to: a1, period: a2, multiplier: a3)
        case 6:
            note("", ".cyclic")
            let a0: Double = d.double("base")
            let a1: Double = d.double("peak")
            let a2: Int = d.int("up")
            let a3: Int? = d.optional("down") { d.int("down") }
            let a4: Schedule.CycleShape = d.makeSchedule_CycleShape("shape")
            return Schedule.cyclic(from: a0, to: a1, up: a2, down: a3, shape: a4)
        case 7:
            note("", ".exponential")
            let a0: Double = d.double("initial")
            let a1: Double = d.double("factor")
            return Schedule.exponential(from: a0, factor: a1)
        case 8:
            note("", ".geometric")
            let a0: Double = d.double("initial")
            let a1: Double = d.double("end")
            let a2: Int = d.int("steps")
            return Schedule.geometric(from: a0, to: a1, steps: a2)
        case 9:
            note("", ".inverseSquareRoot")
            let a0: Double = d.double("peak")
            let a1: Int = d.int("warmup")
            return Schedule.inverseSquareRoot(peak: a0, warmup: a1)
        case 10:
            note("", ".linear")
            let a0: Double = d.double("initial")
            let a1: Double = d.double("end")
            let a2: Int = d.int("steps")
            return Schedule.linear(from: a0, to: a1, steps: a2)
        case 11:
            note("", ".multiStep")
            let a0: Double = d.double("initial")
            let a1: Double = d.double("factor")
            let a2: [Int] = d.array("milestones") { d.int("") }
            return Schedule.multiStep(from: a0, factor: a1, at: a2)
        case 12:
            note("", ".oneCycle")
            let a0: Double = d.double("peak")
            let a1: Int = d.int("steps")
            let a2: Double = d.double("warmup")
            let a3: Double = d.double("initialDivisor")
            let a4: Double = d.double("finalDivisor")
            let a5: Schedule.Anneal = d.makeSchedule_Anneal("anneal")
            return Schedule.oneCycle(peak: a0, steps: a1, warmup: a2, initialDivisor: a3, finalDivisor: a4, anneal: a5)
        case 13:
            note("", ".polynomial")
            let a0: Double = d.double("initial")
            let a1: Double = d.double("end")
            let a2: Double = d.double("power")
            let a3: Int = d.int("steps")
            return Schedule.polynomial(from: a0, to: a1, power: a2, steps: a3)
        case 14:
            note("", ".sequence")
            let a0: (schedule: Schedule, steps: Int) = (schedule: d.makeSchedule("schedule"), steps: d.int("steps"))
            return Schedule.sequence(a0)
        default:
            note("", ".stepDecay")
            let a0: Double = d.double("initial")
            let a1: Double = d.double("factor")
            let a2: Int = d.int("period")
            return Schedule.stepDecay(from: a0, factor: a1, every: a2)
        }
    }

    func makeSchedule_Anneal(_ name: String) -> Schedule.Anneal {
        open(name, "Schedule.Anneal")
        defer { close() }
        switch below(2) {
        case 0:
            note("", ".cosine")
            return Schedule.Anneal.cosine
        default:
            note("", ".linear")
            return Schedule.Anneal.linear
        }
    }

    func makeSchedule_CycleShape(_ name: String) -> Schedule.CycleShape {
        let d = self
        open(name, "Schedule.CycleShape")
        defer { close() }
        switch below(3) {
        case 0:
            note("", ".exponential")
            let a0: Double = d.double("")
            return Schedule.CycleShape.exponential(a0)
        case 1:
            note("", ".halving")
            return Schedule.CycleShape.halving
        default:
            note("", ".triangular")
            return Schedule.CycleShape.triangular
        }
    }

    func makeScores(_ name: String) -> Scores {
        open(name, "Scores")
        defer { close() }
        switch below(1) {
        default:
            return Scores()
        }
    }

    func makeSearchRange(_ name: String) -> SearchRange {
        let d = self
        open(name, "SearchRange")
        defer { close() }
        switch below(5) {
        case 0:
            let a0: Setting = d.makeSetting("elements")
            return SearchRange(arrayLiteral: a0)
        case 1:
            note("", ".choice")
            let a0: [Setting] = d.array("") { d.makeSetting("") }
            return SearchRange.choice(a0)
        case 2:
            note("", ".integer")
            let a0: ClosedRange<Int> = d.closedRangeOfInt("")
            return SearchRange.integer(a0)
        case 3:
            note("", ".logarithmic")
            let a0: ClosedRange<Double> = d.closedRange("")
            return SearchRange.logarithmic(a0)
        default:
            note("", ".uniform")
            let a0: ClosedRange<Double> = d.closedRange("")
            return SearchRange.uniform(a0)
        }
    }

    func makeSequential(_ name: String) -> Sequential {
        let d = self
        open(name, "Sequential")
        defer { close() }
        switch below(3) {
        case 0:
            let a0: [any UnaryModule] = d.array("layers") { d.anyUnaryModule("") }
            return Sequential(a0)
        case 1:
            let a0: () -> [any UnaryModule] = d.layers("layers")
            return Sequential(a0)
        default:
            let a0: any UnaryModule = d.anyUnaryModule("layers")
            return Sequential(a0)
        }
    }

    func makeSeries(_ name: String) -> Series {
        let d = self
        open(name, "Series")
        defer { close() }
        switch below(1) {
        default:
            let a0: String = d.string("name")
            let a1: [Double] = d.array("values") { d.double("") }
            let a2: [Double]? = d.optional("x") { d.array("x") { d.double("") } }
            let a3: Series.Style = d.makeSeries_Style("style")
            return Series(a0, a1, x: a2, style: a3)
        }
    }

    func makeSeries_Style(_ name: String) -> Series.Style {
        open(name, "Series.Style")
        defer { close() }
        switch below(2) {
        case 0:
            note("", ".line")
            return Series.Style.line
        default:
            note("", ".points")
            return Series.Style.points
        }
    }

    func makeSetting(_ name: String) -> Setting {
        let d = self
        open(name, "Setting")
        defer { close() }
        switch below(5) {
        case 0:
            let a0: Double = d.double("value")
            return Setting(floatLiteral: a0)
        case 1:
            let a0: Int = d.int("value")
            return Setting(integerLiteral: a0)
        case 2:
            let a0: String = d.string("value")
            return Setting(stringLiteral: a0)
        case 3:
            note("", ".number")
            let a0: Double = d.double("")
            return Setting.number(a0)
        default:
            note("", ".word")
            let a0: String = d.string("")
            return Setting.word(a0)
        }
    }

    func makeShift(_ name: String) -> Shift {
        let d = self
        open(name, "Shift")
        defer { close() }
        switch below(2) {
        case 0:
            let a0: Double = d.double("distance")
            return Shift(a0)
        default:
            let a0: ClosedRange<Double> = d.closedRange("horizontal")
            let a1: ClosedRange<Double> = d.closedRange("vertical")
            return Shift(horizontal: a0, vertical: a1)
        }
    }

    func makeSiLU(_ name: String) -> SiLU {
        open(name, "SiLU")
        defer { close() }
        switch below(1) {
        default:
            return SiLU()
        }
    }

    func makeSigmoid(_ name: String) -> Sigmoid {
        open(name, "Sigmoid")
        defer { close() }
        switch below(1) {
        default:
            return Sigmoid()
        }
    }

    func makeSinusoidalPositions(_ name: String) -> SinusoidalPositions {
        open(name, "SinusoidalPositions")
        defer { close() }
        switch below(1) {
        default:
            return SinusoidalPositions()
        }
    }

    func makeSoftShrink(_ name: String) -> SoftShrink {
        let d = self
        open(name, "SoftShrink")
        defer { close() }
        switch below(1) {
        default:
            let a0: Double = d.double("lambda")
            return SoftShrink(a0)
        }
    }

    func makeSoftmax(_ name: String) -> Softmax {
        let d = self
        open(name, "Softmax")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("axis")
            return Softmax(axis: a0)
        }
    }

    func makeSoftmin(_ name: String) -> Softmin {
        let d = self
        open(name, "Softmin")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("axis")
            return Softmin(axis: a0)
        }
    }

    func makeSoftplus(_ name: String) -> Softplus {
        let d = self
        open(name, "Softplus")
        defer { close() }
        switch below(1) {
        default:
            let a0: Double = d.double("beta")
            return Softplus(a0)
        }
    }

    func makeSoftsign(_ name: String) -> Softsign {
        open(name, "Softsign")
        defer { close() }
        switch below(1) {
        default:
            return Softsign()
        }
    }

    func makeStacking(_ name: String) -> Stacking {
        let d = self
        open(name, "Stacking")
        defer { close() }
        switch below(1) {
        default:
            let a0: [any UnaryModule] = d.array("members") { d.anyUnaryModule("") }
            let a1: any UnaryModule = d.anyUnaryModule("final")
            return Stacking(a0, final: a1)
        }
    }

    func makeStandardizer(_ name: String) -> Standardizer {
        let d = self
        open(name, "Standardizer")
        defer { close() }
        switch below(3) {
        case 0:
            let a0: Int = d.int("features")
            let a1: DType = d.makeDType("dtype")
            return Standardizer(features: a0, dtype: a1)
        case 1:
            let a0: Tensor = d.tensor("data")
            return Standardizer(fittedTo: a0)
        default:
            let a0: Tensor = d.tensor("mean")
            let a1: Tensor = d.tensor("deviation")
            return Standardizer(mean: a0, deviation: a1)
        }
    }

    func makeStep(_ name: String) -> Step {
        open(name, "Step")
        defer { close() }
        switch below(1) {
        default:
            return Step()
        }
    }

    func makeStopAtNonFiniteLoss(_ name: String) -> StopAtNonFiniteLoss {
        open(name, "StopAtNonFiniteLoss")
        defer { close() }
        switch below(1) {
        default:
            return StopAtNonFiniteLoss()
        }
    }

    func makeStratifiedKFold(_ name: String) -> StratifiedKFold {
        let d = self
        open(name, "StratifiedKFold")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("count")
            return StratifiedKFold(a0)
        }
    }

    func makeTanh(_ name: String) -> Tanh {
        open(name, "Tanh")
        defer { close() }
        switch below(1) {
        default:
            return Tanh()
        }
    }

    func makeTanhShrink(_ name: String) -> TanhShrink {
        open(name, "TanhShrink")
        defer { close() }
        switch below(1) {
        default:
            return TanhShrink()
        }
    }

    func makeThreshold(_ name: String) -> Threshold {
        let d = self
        open(name, "Threshold")
        defer { close() }
        switch below(1) {
        default:
            let a0: Double = d.double("threshold")
            let a1: Double = d.double("value")
            return Threshold(threshold: a0, value: a1)
        }
    }

    func makeTopKAccuracy(_ name: String) -> TopKAccuracy {
        let d = self
        open(name, "TopKAccuracy")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("k")
            return TopKAccuracy(a0)
        }
    }

    func makeTrainer(_ name: String) -> Trainer<Sequential> {
        let d = self
        open(name, "Trainer")
        defer { close() }
        switch below(1) {
        default:
            let a0: Sequential = d.makeSequential("model")
            let a1: any Optimizer = d.anyOptimizer("optimizer")
            let a2: [any Metric] = d.array("metrics") { d.anyMetric("") }
            let a3: (Tensor, Tensor) -> Tensor = d.loss("loss")
            return Trainer<Sequential>(a0, a1, metrics: a2, loss: a3)
        }
    }

    func makeTrainingDisplay(_ name: String) -> TrainingDisplay {
        let d = self
        open(name, "TrainingDisplay")
        defer { close() }
        switch below(3) {
        case 0:
            note("", ".automatic")
            return TrainingDisplay.automatic
        case 1:
            note("", ".every")
            let a0: Int = d.int("epochs")
            return TrainingDisplay.every(epochs: a0)
        default:
            note("", ".none")
            return TrainingDisplay.none
        }
    }

    func makeTrainingMode(_ name: String) -> TrainingMode {
        open(name, "TrainingMode")
        defer { close() }
        switch below(1) {
        default:
            return TrainingMode()
        }
    }

    func makeTransformerDecoderLayer(_ name: String) -> TransformerDecoderLayer {
        let d = self
        open(name, "TransformerDecoderLayer")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("features")
            let a1: Int = d.int("heads")
            let a2: Int = d.int("hidden")
            let a3: Double = d.double("dropout")
            let a4: @Sendable (Tensor) -> Tensor = d.sendableFunction("activation")
            let a5: Double = d.double("epsilon")
            let a6: Bool = d.bool("isNormFirst")
            let a7: Bool = d.bool("bias")
            let a8: RotaryPositions? = d.optional("rotary") { d.makeRotaryPositions("rotary") }
            let a9: DType = d.makeDType("dtype")
            let a10: RandomGenerator = d.generator("generator")
            return TransformerDecoderLayer(a0, heads: a1, hidden: a2, dropout: a3, activation: a4, epsilon: a5, isNormFirst: a6, bias: a7, rotary: a8, dtype: a9, generator: a10)
        }
    }

    func makeTransformerEncoderLayer(_ name: String) -> TransformerEncoderLayer {
        let d = self
        open(name, "TransformerEncoderLayer")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("features")
            let a1: Int = d.int("heads")
            let a2: Int = d.int("hidden")
            let a3: Double = d.double("dropout")
            let a4: @Sendable (Tensor) -> Tensor = d.sendableFunction("activation")
            let a5: Double = d.double("epsilon")
            let a6: Bool = d.bool("isNormFirst")
            let a7: Bool = d.bool("bias")
            let a8: RotaryPositions? = d.optional("rotary") { d.makeRotaryPositions("rotary") }
            let a9: DType = d.makeDType("dtype")
            let a10: RandomGenerator = d.generator("generator")
            return TransformerEncoderLayer(a0, heads: a1, hidden: a2, dropout: a3, activation: a4, epsilon: a5, isNormFirst: a6, bias: a7, rotary: a8, dtype: a9, generator: a10)
        }
    }

    func makeTrial(_ name: String) -> Trial {
        let d = self
        open(name, "Trial")
        defer { close() }
        switch below(1) {
        default:
            let a0: [String : Setting] = d.dictionary("settings") { d.makeSetting("") }
            return Trial(a0)
        }
    }

    func makeUnflatten(_ name: String) -> Unflatten {
        let d = self
        open(name, "Unflatten")
        defer { close() }
        switch below(1) {
        default:
            let a0: Int = d.int("axis")
            let a1: [Int] = d.array("lengths") { d.int("") }
            return Unflatten(axis: a0, into: a1)
        }
    }

    func makeUpsample(_ name: String) -> Upsample {
        let d = self
        open(name, "Upsample")
        defer { close() }
        switch below(3) {
        case 0:
            let a0: Double = d.double("scale")
            let a1: Interpolation = d.makeInterpolation("mode")
            return Upsample(scale: a0, mode: a1)
        case 1:
            let a0: [Double] = d.array("scales") { d.double("") }
            let a1: Interpolation = d.makeInterpolation("mode")
            return Upsample(scales: a0, mode: a1)
        default:
            let a0: [Int] = d.array("size") { d.int("") }
            let a1: Interpolation = d.makeInterpolation("mode")
            return Upsample(size: a0, mode: a1)
        }
    }

    func makeVerticalFlip(_ name: String) -> VerticalFlip {
        let d = self
        open(name, "VerticalFlip")
        defer { close() }
        switch below(1) {
        default:
            let a0: Double = d.double("probability")
            return VerticalFlip(probability: a0)
        }
    }

    func makeZoom(_ name: String) -> Zoom {
        let d = self
        open(name, "Zoom")
        defer { close() }
        switch below(1) {
        default:
            let a0: ClosedRange<Double> = d.closedRange("factor")
            return Zoom(a0)
        }
    }

    func anyAugmentation(_ name: String) -> any Augmentation {
        switch below(8) {
        case 0: return makeAugmentations(name)
        case 1: return makeCutout(name)
        case 2: return makeHorizontalFlip(name)
        case 3: return makeNoise(name)
        case 4: return makeRotation(name)
        case 5: return makeShift(name)
        case 6: return makeVerticalFlip(name)
        default: return makeZoom(name)
        }
    }

    func anyCallback(_ name: String) -> any Callback {
        switch below(6) {
        case 0: return makeBestModel(name)
        case 1: return makeCSVLog(name)
        case 2: return makeEarlyStopping(name)
        case 3: return makeLearningRateSchedule(name)
        case 4: return makePlateauSchedule(name)
        default: return makeStopAtNonFiniteLoss(name)
        }
    }

    func anyCopyableModule(_ name: String) -> any CopyableModule {
        switch below(1) {
        default: return makeActivityPenalty(name)
        }
    }

    func anyFoldSplitter(_ name: String) -> any FoldSplitter {
        switch below(2) {
        case 0: return makeKFold(name)
        default: return makeStratifiedKFold(name)
        }
    }

    func anyMetric(_ name: String) -> any Metric {
        switch below(10) {
        case 0: return makeAccuracy(name)
        case 1: return makeBinaryAccuracy(name)
        case 2: return makeConfusionMatrix(name)
        case 3: return makeF1Score(name)
        case 4: return makeMeanAbsoluteError(name)
        case 5: return makeMeanSquaredError(name)
        case 6: return makePrecision(name)
        case 7: return makeRSquared(name)
        case 8: return makeRecall(name)
        default: return makeTopKAccuracy(name)
        }
    }

    func anyUnaryModule(_ name: String) -> any UnaryModule {
        if isDeep { return ReLU() }
        switch below(70) {
        case 0: return makeActivityPenalty(name)
        case 1: return makeAdaptiveAvgPool1d(name)
        case 2: return makeAdaptiveAvgPool2d(name)
        case 3: return makeAdaptiveMaxPool1d(name)
        case 4: return makeAdaptiveMaxPool2d(name)
        case 5: return makeAvgPool1d(name)
        case 6: return makeAvgPool2d(name)
        case 7: return makeBatchNorm(name)
        case 8: return makeCELU(name)
        case 9: return makeConv1d(name)
        case 10: return makeConv2d(name)
        case 11: return makeConvTransposed2d(name)
        case 12: return makeDropout(name)
        case 13: return makeDropout2d(name)
        case 14: return makeELU(name)
        case 15: return makeEmbedding(name)
        case 16: return makeEnsemble(name)
        case 17: return makeFlatten(name)
        case 18: return makeGELU(name)
        case 19: return makeGLU(name)
        case 20: return makeGRU(name)
        case 21: return makeGroupNorm(name)
        case 22: return makeHardShrink(name)
        case 23: return makeHardSigmoid(name)
        case 24: return makeHardSwish(name)
        case 25: return makeHardTanh(name)
        case 26: return makeHooked(name)
        case 27: return makeImputer(name)
        case 28: return makeLSTM(name)
        case 29: return makeLabelEncoder(name)
        case 30: return makeLambda(name)
        case 31: return makeLayerNorm(name)
        case 32: return makeLeakyReLU(name)
        case 33: return makeLearnedPositions(name)
        case 34: return makeLinear(name)
        case 35: return makeLogSigmoid(name)
        case 36: return makeLogSoftmax(name)
        case 37: return makeMaxPool1d(name)
        case 38: return makeMaxPool2d(name)
        case 39: return makeMinMaxScaler(name)
        case 40: return makeMish(name)
        case 41: return makeMultiHeadAttention(name)
        case 42: return makePReLU(name)
        case 43: return makePadding(name)
        case 44: return makePerceptron(name)
        case 45: return makeRMSNorm(name)
        case 46: return makeRNN(name)
        case 47: return makeReLU(name)
        case 48: return makeReLU6(name)
        case 49: return makeResidual(name)
        case 50: return makeRotaryPositions(name)
        case 51: return makeSELU(name)
        case 52: return makeSequential(name)
        case 53: return makeSiLU(name)
        case 54: return makeSigmoid(name)
        case 55: return makeSinusoidalPositions(name)
        case 56: return makeSoftShrink(name)
        case 57: return makeSoftmax(name)
        case 58: return makeSoftmin(name)
        case 59: return makeSoftplus(name)
        case 60: return makeSoftsign(name)
        case 61: return makeStacking(name)
        case 62: return makeStandardizer(name)
        case 63: return makeStep(name)
        case 64: return makeTanh(name)
        case 65: return makeTanhShrink(name)
        case 66: return makeThreshold(name)
        case 67: return makeTransformerEncoderLayer(name)
        case 68: return makeUnflatten(name)
        default: return makeUpsample(name)
        }
    }

    func anyOptimizer(_ name: String) -> any Optimizer {
        switch below(14) {
        case 0: return makeAdadelta(name)
        case 1: return makeAdagrad(name)
        case 2: return makeAdam(name)
        case 3: return makeAdamW(name)
        case 4: return makeAdamax(name)
        case 5: return makeFtrl(name)
        case 6: return makeLBFGS(name)
        case 7: return makeLion(name)
        case 8: return makeMuon(name)
        case 9: return makeNAdam(name)
        case 10: return makeRAdam(name)
        case 11: return makeRMSprop(name)
        case 12: return makeRuleOptimizer(name)
        default: return makeSGD(name)
        }
    }

    func anyPicture(_ name: String) -> any Picture {
        switch below(6) {
        case 0: return makeConfusionPicture(name)
        case 1: return makeDecisionBoundary(name)
        case 2: return makeHeatMap(name)
        case 3: return makeHistogram(name)
        case 4: return makeImageGrid(name)
        default: return makeLineChart(name)
        }
    }

}
