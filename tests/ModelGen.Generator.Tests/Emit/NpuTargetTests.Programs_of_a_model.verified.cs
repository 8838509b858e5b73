namespace ModelGen.Generated.Programs
{
    using global::System;
    using global::ModelGen;
    using global::ModelGen.CompilerServices;
    using global::ModelGen.IR;
    using global::ModelGen.IR.Text;
    using global::ModelGen.Linking;
    using global::ModelGen.Npu;

    /// <summary>For vta-pynq.</summary>
    [global::System.CodeDom.Compiler.GeneratedCode("ModelGen", "0.1.0")]
    file static class Program0
    {
        internal static NpuPlan Create() => new NpuPlan(
            "Net",
            NpuPresets.Get("vta-pynq"),
            new NpuStage[] { Stage0(), Stage1(), Stage2() },
            new NpuStageValue[]
            {
                new NpuStageValue(0, "image", new TensorType(ElementType.Float32, new Shape(1, 4, 4, 2))),
            },
            new GraphOutput[] { new GraphOutput("output", 17) },
            GraphParser.Parse(HostConstants));

        private const string HostConstants = """
            graph Net
            """;

        private static NpuStage Stage0() => new NpuHostStage(
            new NpuStageValue[]
            {
                new NpuStageValue(0, "image", new TensorType(ElementType.Float32, new Shape(1, 4, 4, 2))),
            },
            new NpuStageValue[]
            {
                new NpuStageValue(11, "%11", new TensorType(ElementType.UInt8, new Shape(1, 4, 4, 2))),
            },
            GraphParser.Parse(Host0),
            new NpuHostOperation[]
            {
                new NpuHostOperation(11, "Quantize", "", "converts between bytes and single precision, and the NPU has bytes only"),
            },
            32, 84);

        private const string Host0 = """
            graph Net
            %0 = Input() {name="%0", type=f32[1, 4, 4, 2]} : f32[1, 4, 4, 2]
            %11 = Quantize(%0) {to=0.0147058824@102, element=UInt8, rounding=Onnx} : u8[1, 4, 4, 2]
            output %11 = %11
            """;

        private static NpuStage Stage1() => new NpuProgramStage(
            new NpuStageValue[]
            {
                new NpuStageValue(11, "%11", new TensorType(ElementType.UInt8, new Shape(1, 4, 4, 2))),
            },
            new NpuStageValue[]
            {
                new NpuStageValue(9, "%9", new TensorType(ElementType.UInt8, new Shape(1, 3))),
            },
            new NpuProgram
            {
                MachineHash = 0x450102465ED86FA8,
                Cores = 1,
                Code = NpuWords.Decode(Code1),
                Regions =
                new NpuRegion[]
                {
                    new NpuRegion(NpuRegionKind.Input, "%11", 0, 0, 32),
                    new NpuRegion(NpuRegionKind.Output, "%9", 0, 64, 3),
                },
                Layers =
                new NpuLayer[]
                {
                    new NpuLayer("conv: QuantizedConv2D", "", 0, 0),
                    new NpuLayer("MaxPool", "", 0, 0),
                    new NpuLayer("dense: QuantizedDense", "", 0, 0),
                },
                Semaphores = new string[] { "ld_st", "ld_mx", "ld_vx", "st_ld", "st_mx", "st_vx", "mx_ld", "mx_st", "mx_vx", "vx_ld", "vx_st", "vx_mx" },
            },
            new NpuLink(GraphParser.Parse(Link1), Constants1()),
            new double[] { BitConverter.Int64BitsToDouble(0x406F4CCCCCCCCCCD), BitConverter.Int64BitsToDouble(0x4030000000000000), BitConverter.Int64BitsToDouble(0x406679999999999A) },
            new int[] { 4, 5, 9 });

        private const string Link1 = """
            graph Net
            %1 = Parameter() {path="conv.weight", type=f32[4, 2, 3, 3]} : f32[4, 2, 3, 3] @conv
            %2 = Parameter() {path="conv.bias", type=f32[4]} : f32[4] @conv
            %10 = WeightScale(%1) {axis=0} : f32[4] @conv
            %12 = QuantizeWeight(%1, %10) {axis=0} : i8[4, 2, 3, 3] @conv
            %13 = QuantizeBias(%2, %10) {inputScale=0.0147058824} : i32[4] @conv
            %7 = Parameter() {path="dense.weight", type=f32[3, 16]} : f32[3, 16] @dense
            %8 = Parameter() {path="dense.bias", type=f32[3]} : f32[3] @dense
            %14 = WeightScale(%7) {axis=0} : f32[3] @dense
            %15 = QuantizeWeight(%7, %14) {axis=0} : i8[3, 16] @dense
            %16 = QuantizeBias(%8, %14) {inputScale=0.0225490201} : i32[3] @dense
            %18 = QuantizedBias(%12, %13) {x=0.0147058824@102, element=UInt8, reduction=1} : i32[4] @conv
            %19 = Literal() {shape=[], values=[0.0147058824]} : f32[]
            %20 = Mul(%10, %19) : f32[4]
            %21 = Literal() {shape=[], values=[0.0225490201]} : f32[]
            %22 = Div(%20, %21) : f32[4]
            %23 = QuantizedBias(%15, %16) {x=0.0225490201@67, element=UInt8, reduction=1} : i32[3] @dense
            %24 = Mul(%14, %21) : f32[3]
            %25 = Literal() {shape=[], values=[0.0343137272]} : f32[]
            %26 = Div(%24, %25) : f32[3]
            output c13 = %13
            output c22 = %22
            output c16 = %16
            output c26 = %26
            output c12 = %12
            output c15 = %15
            output c18 = %18
            output c23 = %23
            """;

        private static NpuPlannedConstant[] Constants1() =>
        new NpuPlannedConstant[]
        {
            new NpuPlannedConstant(0, 128, 48, new byte[] {  }, new NpuConstantPart[] { new NpuConstantPart(13, new Packing(0, new PackSegment[] { new PackSegment(0, 4, new PackAxis[] { new PackAxis(4, 1, 1) }) }), 0, 12), new NpuConstantPart(22, new Packing(0, new PackSegment[] { new PackSegment(0, 4, new PackAxis[] { new PackAxis(4, 1, 1) }) }), 4, 12) }),
            new NpuPlannedConstant(0, 192, 36, new byte[] {  }, new NpuConstantPart[] { new NpuConstantPart(16, new Packing(0, new PackSegment[] { new PackSegment(0, 3, new PackAxis[] { new PackAxis(3, 1, 1) }) }), 0, 12), new NpuConstantPart(26, new Packing(0, new PackSegment[] { new PackSegment(0, 3, new PackAxis[] { new PackAxis(3, 1, 1) }) }), 4, 12) }),
            new NpuPlannedConstant(0, 256, 72, new byte[] {  }, new NpuConstantPart[] { new NpuConstantPart(12, new Packing(0, new PackSegment[] { new PackSegment(0, 1, new PackAxis[] { new PackAxis(3, 3, 0), new PackAxis(3, 1, 0), new PackAxis(2, 9, 0), new PackAxis(4, 18, 0) }) }), 0, 1) }),
            new NpuPlannedConstant(0, 384, 48, new byte[] {  }, new NpuConstantPart[] { new NpuConstantPart(15, new Packing(0, new PackSegment[] { new PackSegment(0, 1, new PackAxis[] { new PackAxis(1, 0, 0), new PackAxis(1, 0, 0), new PackAxis(16, 1, 0), new PackAxis(3, 16, 0) }) }), 0, 1) }),
        };

        private static ReadOnlySpan<ulong> Code1 => new ulong[]
        {
            0x0000000000000043, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000, // MARK layer=0
            0x4020000400000110, 0x0000000000000000, 0x0000180000800080, 0x0000000000000000, // LD memory=0 space=param ext=128 local=0 rows=1 cols=1 bytes=48 signal=ld_vx
            0x8010000000000110, 0x0000000000000000, 0x0000240000800080, 0x0000000000000000, // LD memory=0 space=wbuf ext=256 local=0 rows=1 cols=1 bytes=72
            0x0801000000000101, 0x0000020200000000, 0x000000000c030000, 0x0000000000000204, // CFG ld ext_row=8 ext_col=2 local_row=12 local_col=2
            0x0107000000000101, 0x0000010800000000, 0x0000000066090000, 0x0000000000000000, // CFG ld pad_left=1 pad_right=1 fill=102
            0x0000000200000110, 0x0000200000000000, 0x0000010002000200, 0x0000000000000000, // LD memory=0 space=spm ext=0 local=64 rows=4 cols=4 bytes=2 signal=ld_mx
            0x0002000000000043, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000, // MARK layer=2
            0x0007000000000101, 0x0000000800000000, 0x0000000000000000, 0x0000000000000000, // CFG ld pad_left=0 pad_right=0
            0x6020000400000110, 0x0000180000000000, 0x0000120000800080, 0x0000000000000000, // LD memory=0 space=param ext=192 local=48 rows=1 cols=1 bytes=36 signal=ld_vx
            0xc010000200000110, 0x0000240000000000, 0x0000180000800080, 0x0000000000000000, // LD memory=0 space=wbuf ext=384 local=72 rows=1 cols=1 bytes=48 signal=ld_mx
            0x0000000000000043, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000, // MARK layer=0
            0x0301000000000301, 0x0000010700000000, 0x0000000004090000, 0x000000000000040a, // CFG mx kernel_h=3 pad_top=1 in_h=4 in_w=4
            0x0c0b000000000301, 0x0000020c00000000, 0x00000000660d0000, 0x000000000000010e, // CFG mx in_row=12 in_col=2 in_zero=102 in_type=u8
            0x040f000000000301, 0x0000401300000000, 0x0000000010140000, 0x0000000000000000, // CFG mx weight_row=4 acc_row=64 acc_col=16
            0x0040010000020322, 0x0000000000000000, 0x0006000400040000, 0x0000000000000004, // CONV src=64 weights=0 acc=0 rows=4 cols=4 in_channels=6 out_channels=4 accumulate=no wait=ld_mx signal=mx_vx
            0x4311000000000401, 0x0000431400000000, 0x00000000ff150000, 0x0000000000004009, // CFG vx out_zero=67 clamp_low=67 clamp_high=255 a_row=64
            0x100a000000000401, 0x0000100d00000000, 0x00000000040e0000, 0x0000000000000000, // CFG vx a_col=16 out_row=16 out_col=4
            0x0000000001040430, 0x0000000000000000, 0x0004000400040000, 0x0000000000000000, // REQ src=0 param=0 out=0 rows=4 cols=4 channels=4 wait=ld_vx,mx_vx
            0x0001000000000043, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000, // MARK layer=1
            0x0011000000000401, 0x0000001400000000, 0x0000000001120000, 0x0000000000000201, // CFG vx out_zero=0 clamp_low=0 a_type=u8 kernel_h=2
            0x0202000000000401, 0x0000020300000000, 0x0000000002040000, 0x0000000000000407, // CFG vx kernel_w=2 stride_h=2 stride_w=2 in_h=4
            0x0408000000000401, 0x0000100900000000, 0x00000000040a0000, 0x000000000000080d, // CFG vx in_w=4 a_row=16 a_col=4 out_row=8
            0x0000080000000432, 0x0004000000800000, 0x0000000000080004, 0x0000000000000000, // POOL op=max src=0 out=64 rows=2 cols=2 channels=4 signal=vx_mx
            0x0002000000000043, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000, // MARK layer=2
            0x0101000000000301, 0x0000000700000000, 0x0000000001090000, 0x000000000000010a, // CFG mx kernel_h=1 pad_top=0 in_h=1 in_w=1
            0x430d000000000301, 0x0000030f00000000, 0x0000000000000000, 0x0000000000000000, // CFG mx in_zero=67 weight_row=3
            0x0040010008020322, 0x0100000000480000, 0x0010000100010000, 0x0000000000000003, // CONV src=64 weights=72 acc=256 rows=1 cols=1 in_channels=16 out_channels=3 accumulate=no wait=ld_mx,vx_mx signal=mx_vx
            0x2c11000000000401, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000, // CFG vx out_zero=44
            0x0100040001040430, 0x0050000000300000, 0x0003000100010000, 0x0000000000000000, // REQ src=256 param=48 out=80 rows=1 cols=1 channels=3 wait=ld_vx,mx_vx signal=vx_st
            0x0400000004000211, 0x0000050000000000, 0x0000003000100010, 0x0000000000000000, // ST memory=0 ext=64 local=80 rows=1 cols=1 bytes=3 wait=vx_st
            0x0000000000000044, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000, // HALT
        };

        private static NpuStage Stage2() => new NpuHostStage(
            new NpuStageValue[]
            {
                new NpuStageValue(9, "%9", new TensorType(ElementType.UInt8, new Shape(1, 3))),
            },
            new NpuStageValue[]
            {
                new NpuStageValue(17, "output", new TensorType(ElementType.Float32, new Shape(1, 3))),
            },
            GraphParser.Parse(Host2),
            new NpuHostOperation[]
            {
                new NpuHostOperation(17, "Dequantize", "dense", "converts between bytes and single precision, and the NPU has bytes only"),
            },
            3, 81);

        private const string Host2 = """
            graph Net
            %9 = Input() {name="%9", type=u8[1, 3]} : u8[1, 3]
            %17 = Dequantize(%9) {from=0.0343137272@44} : f32[1, 3] @dense
            output %17 = %17
            """;
    }

    /// <summary>For ethos-u55-32.</summary>
    [global::System.CodeDom.Compiler.GeneratedCode("ModelGen", "0.1.0")]
    file static class Program1
    {
        internal static NpuPlan Create() => new NpuPlan(
            "Net",
            NpuPresets.Get("ethos-u55-32"),
            new NpuStage[] { Stage0(), Stage1(), Stage2() },
            new NpuStageValue[]
            {
                new NpuStageValue(0, "image", new TensorType(ElementType.Float32, new Shape(1, 4, 4, 2))),
            },
            new GraphOutput[] { new GraphOutput("output", 17) },
            GraphParser.Parse(HostConstants));

        private const string HostConstants = """
            graph Net
            """;

        private static NpuStage Stage0() => new NpuHostStage(
            new NpuStageValue[]
            {
                new NpuStageValue(0, "image", new TensorType(ElementType.Float32, new Shape(1, 4, 4, 2))),
            },
            new NpuStageValue[]
            {
                new NpuStageValue(11, "%11", new TensorType(ElementType.UInt8, new Shape(1, 4, 4, 2))),
            },
            GraphParser.Parse(Host0),
            new NpuHostOperation[]
            {
                new NpuHostOperation(11, "Quantize", "", "converts between bytes and single precision, and the NPU has bytes only"),
            },
            32, 68);

        private const string Host0 = """
            graph Net
            %0 = Input() {name="%0", type=f32[1, 4, 4, 2]} : f32[1, 4, 4, 2]
            %11 = Quantize(%0) {to=0.0147058824@102, element=UInt8, rounding=Onnx} : u8[1, 4, 4, 2]
            output %11 = %11
            """;

        private static NpuStage Stage1() => new NpuProgramStage(
            new NpuStageValue[]
            {
                new NpuStageValue(11, "%11", new TensorType(ElementType.UInt8, new Shape(1, 4, 4, 2))),
            },
            new NpuStageValue[]
            {
                new NpuStageValue(9, "%9", new TensorType(ElementType.UInt8, new Shape(1, 3))),
            },
            new NpuProgram
            {
                MachineHash = 0x8836518EC26BADDF,
                Cores = 1,
                Code = NpuWords.Decode(Code1),
                Regions =
                new NpuRegion[]
                {
                    new NpuRegion(NpuRegionKind.Input, "%11", 0, 0, 32),
                    new NpuRegion(NpuRegionKind.Output, "%9", 0, 32, 3),
                },
                Layers =
                new NpuLayer[]
                {
                    new NpuLayer("conv: QuantizedConv2D", "", 0, 0),
                    new NpuLayer("MaxPool", "", 0, 0),
                    new NpuLayer("dense: QuantizedDense", "", 0, 0),
                },
                Semaphores = new string[] { "ld_st", "ld_mx", "ld_vx", "st_ld", "st_mx", "st_vx", "mx_ld", "mx_st", "mx_vx", "vx_ld", "vx_st", "vx_mx" },
            },
            new NpuLink(GraphParser.Parse(Link1), Constants1()),
            new double[] { BitConverter.Int64BitsToDouble(0x407A933333333333), BitConverter.Int64BitsToDouble(0x4030000000000000), BitConverter.Int64BitsToDouble(0x4074EE6666666666) },
            new int[] { 4, 5, 9 });

        private const string Link1 = """
            graph Net
            %1 = Parameter() {path="conv.weight", type=f32[4, 2, 3, 3]} : f32[4, 2, 3, 3] @conv
            %2 = Parameter() {path="conv.bias", type=f32[4]} : f32[4] @conv
            %10 = WeightScale(%1) {axis=0} : f32[4] @conv
            %12 = QuantizeWeight(%1, %10) {axis=0} : i8[4, 2, 3, 3] @conv
            %13 = QuantizeBias(%2, %10) {inputScale=0.0147058824} : i32[4] @conv
            %7 = Parameter() {path="dense.weight", type=f32[3, 16]} : f32[3, 16] @dense
            %8 = Parameter() {path="dense.bias", type=f32[3]} : f32[3] @dense
            %14 = WeightScale(%7) {axis=0} : f32[3] @dense
            %15 = QuantizeWeight(%7, %14) {axis=0} : i8[3, 16] @dense
            %16 = QuantizeBias(%8, %14) {inputScale=0.0225490201} : i32[3] @dense
            %18 = QuantizedBias(%12, %13) {x=0.0147058824@102, element=UInt8, reduction=1} : i32[4] @conv
            %19 = Literal() {shape=[], values=[0.0147058824]} : f32[]
            %20 = Mul(%10, %19) : f32[4]
            %21 = Literal() {shape=[], values=[0.0225490201]} : f32[]
            %22 = Div(%20, %21) : f32[4]
            %23 = QuantizedBias(%15, %16) {x=0.0225490201@67, element=UInt8, reduction=1} : i32[3] @dense
            %24 = Mul(%14, %21) : f32[3]
            %25 = Literal() {shape=[], values=[0.0343137272]} : f32[]
            %26 = Div(%24, %25) : f32[3]
            output c13 = %13
            output c22 = %22
            output c16 = %16
            output c26 = %26
            output c12 = %12
            output c15 = %15
            output c18 = %18
            output c23 = %23
            """;

        private static NpuPlannedConstant[] Constants1() =>
        new NpuPlannedConstant[]
        {
            new NpuPlannedConstant(1, 0, 48, new byte[] {  }, new NpuConstantPart[] { new NpuConstantPart(13, new Packing(0, new PackSegment[] { new PackSegment(0, 4, new PackAxis[] { new PackAxis(4, 1, 1) }) }), 0, 12), new NpuConstantPart(22, new Packing(0, new PackSegment[] { new PackSegment(0, 4, new PackAxis[] { new PackAxis(4, 1, 1) }) }), 4, 12) }),
            new NpuPlannedConstant(1, 64, 36, new byte[] {  }, new NpuConstantPart[] { new NpuConstantPart(16, new Packing(0, new PackSegment[] { new PackSegment(0, 3, new PackAxis[] { new PackAxis(3, 1, 1) }) }), 0, 12), new NpuConstantPart(26, new Packing(0, new PackSegment[] { new PackSegment(0, 3, new PackAxis[] { new PackAxis(3, 1, 1) }) }), 4, 12) }),
            new NpuPlannedConstant(1, 128, 72, new byte[] {  }, new NpuConstantPart[] { new NpuConstantPart(12, new Packing(0, new PackSegment[] { new PackSegment(0, 1, new PackAxis[] { new PackAxis(3, 3, 0), new PackAxis(3, 1, 0), new PackAxis(2, 9, 0), new PackAxis(4, 18, 0) }) }), 0, 1) }),
            new NpuPlannedConstant(1, 224, 48, new byte[] {  }, new NpuConstantPart[] { new NpuConstantPart(15, new Packing(0, new PackSegment[] { new PackSegment(0, 1, new PackAxis[] { new PackAxis(1, 0, 0), new PackAxis(1, 0, 0), new PackAxis(16, 1, 0), new PackAxis(3, 16, 0) }) }), 0, 1) }),
        };

        private static ReadOnlySpan<ulong> Code1 => new ulong[]
        {
            0x0000000000000043, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000, // MARK layer=0
            0x0021000400000110, 0x0000000000000000, 0x0000180000800080, 0x0000000000000000, // LD memory=1 space=param ext=0 local=0 rows=1 cols=1 bytes=48 signal=ld_vx
            0x4011000000000110, 0x0000000000000000, 0x0000240000800080, 0x0000000000000000, // LD memory=1 space=wbuf ext=128 local=0 rows=1 cols=1 bytes=72
            0x0801000000000101, 0x0000020200000000, 0x000000000c030000, 0x0000000000000204, // CFG ld ext_row=8 ext_col=2 local_row=12 local_col=2
            0x0107000000000101, 0x0000010800000000, 0x0000000066090000, 0x0000000000000000, // CFG ld pad_left=1 pad_right=1 fill=102
            0x0000000200000110, 0x0000200000000000, 0x0000010002000200, 0x0000000000000000, // LD memory=0 space=spm ext=0 local=64 rows=4 cols=4 bytes=2 signal=ld_mx
            0x0002000000000043, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000, // MARK layer=2
            0x0007000000000101, 0x0000000800000000, 0x0000000000000000, 0x0000000000000000, // CFG ld pad_left=0 pad_right=0
            0x2021000400000110, 0x0000180000000000, 0x0000120000800080, 0x0000000000000000, // LD memory=1 space=param ext=64 local=48 rows=1 cols=1 bytes=36 signal=ld_vx
            0x7011000200000110, 0x0000240000000000, 0x0000180000800080, 0x0000000000000000, // LD memory=1 space=wbuf ext=224 local=72 rows=1 cols=1 bytes=48 signal=ld_mx
            0x0000000000000043, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000, // MARK layer=0
            0x0301000000000301, 0x0000010700000000, 0x0000000004090000, 0x000000000000040a, // CFG mx kernel_h=3 pad_top=1 in_h=4 in_w=4
            0x0c0b000000000301, 0x0000020c00000000, 0x00000000660d0000, 0x000000000000010e, // CFG mx in_row=12 in_col=2 in_zero=102 in_type=u8
            0x040f000000000301, 0x0000401300000000, 0x0000000010140000, 0x0000000000000000, // CFG mx weight_row=4 acc_row=64 acc_col=16
            0x0040010000020322, 0x0000000000000000, 0x0006000400040000, 0x0000000000000004, // CONV src=64 weights=0 acc=0 rows=4 cols=4 in_channels=6 out_channels=4 accumulate=no wait=ld_mx signal=mx_vx
            0x4311000000000401, 0x0000431400000000, 0x00000000ff150000, 0x0000000000004009, // CFG vx out_zero=67 clamp_low=67 clamp_high=255 a_row=64
            0x100a000000000401, 0x0000100d00000000, 0x00000000040e0000, 0x0000000000000000, // CFG vx a_col=16 out_row=16 out_col=4
            0x0000000001040430, 0x0000000000000000, 0x0004000400040000, 0x0000000000000000, // REQ src=0 param=0 out=0 rows=4 cols=4 channels=4 wait=ld_vx,mx_vx
            0x0001000000000043, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000, // MARK layer=1
            0x0011000000000401, 0x0000001400000000, 0x0000000001120000, 0x0000000000000201, // CFG vx out_zero=0 clamp_low=0 a_type=u8 kernel_h=2
            0x0202000000000401, 0x0000020300000000, 0x0000000002040000, 0x0000000000000407, // CFG vx kernel_w=2 stride_h=2 stride_w=2 in_h=4
            0x0408000000000401, 0x0000100900000000, 0x00000000040a0000, 0x000000000000080d, // CFG vx in_w=4 a_row=16 a_col=4 out_row=8
            0x0000080000000432, 0x0004000000800000, 0x0000000000080004, 0x0000000000000000, // POOL op=max src=0 out=64 rows=2 cols=2 channels=4 signal=vx_mx
            0x0002000000000043, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000, // MARK layer=2
            0x0101000000000301, 0x0000000700000000, 0x0000000001090000, 0x000000000000010a, // CFG mx kernel_h=1 pad_top=0 in_h=1 in_w=1
            0x430d000000000301, 0x0000030f00000000, 0x0000000000000000, 0x0000000000000000, // CFG mx in_zero=67 weight_row=3
            0x0040010008020322, 0x0100000000480000, 0x0010000100010000, 0x0000000000000003, // CONV src=64 weights=72 acc=256 rows=1 cols=1 in_channels=16 out_channels=3 accumulate=no wait=ld_mx,vx_mx signal=mx_vx
            0x2c11000000000401, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000, // CFG vx out_zero=44
            0x0100040001040430, 0x0050000000300000, 0x0003000100010000, 0x0000000000000000, // REQ src=256 param=48 out=80 rows=1 cols=1 channels=3 wait=ld_vx,mx_vx signal=vx_st
            0x0200000004000211, 0x0000050000000000, 0x0000003000100010, 0x0000000000000000, // ST memory=0 ext=32 local=80 rows=1 cols=1 bytes=3 wait=vx_st
            0x0000000000000044, 0x0000000000000000, 0x0000000000000000, 0x0000000000000000, // HALT
        };

        private static NpuStage Stage2() => new NpuHostStage(
            new NpuStageValue[]
            {
                new NpuStageValue(9, "%9", new TensorType(ElementType.UInt8, new Shape(1, 3))),
            },
            new NpuStageValue[]
            {
                new NpuStageValue(17, "output", new TensorType(ElementType.Float32, new Shape(1, 3))),
            },
            GraphParser.Parse(Host2),
            new NpuHostOperation[]
            {
                new NpuHostOperation(17, "Dequantize", "dense", "converts between bytes and single precision, and the NPU has bytes only"),
            },
            3, 65);

        private const string Host2 = """
            graph Net
            %9 = Input() {name="%9", type=u8[1, 3]} : u8[1, 3]
            %17 = Dequantize(%9) {from=0.0343137272@44} : f32[1, 3] @dense
            output %17 = %17
            """;
    }
}