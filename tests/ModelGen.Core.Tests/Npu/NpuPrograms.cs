using ModelGen.Npu;

namespace ModelGen.Core.Tests.Npu;

/// <summary>Programs by hand.</summary>
internal static class NpuPrograms
{
    public static NpuMachine Machine { get; } = NpuPresets.Get("ethos-u65-512");

    /// <summary>
    /// A 3×3 convolution, padded by 1, of a 16×16×8 image to 16 channels, clamped at the zero point, in four stripes of four rows, double-buffered: the even
    /// and the odd stripe have halves of the scratchpad and of the accumulators of their own. The top and the bottom stripe are as the others, for the
    /// image has a row of zero points above and below in memory; columns are padded by the array.
    /// </summary>
    public const string Convolution =
        """
        .cores 1
        .semaphore 0 weights
        .semaphore 1 input_free
        .semaphore 2 input_ready
        .semaphore 3 acc_free
        .semaphore 4 acc_ready
        .semaphore 5 output_free
        .semaphore 6 output_ready
        .region input "image" 0 0 2304
        .region output "result" 0 4096 4096
        .region input "filter" 1 0 1152
        .region input "parameters" 1 2048 192
        .layer "conv1" "Net.cs" 10 17
          MARK layer=0
        ; the filter and its parameters, once
          LD memory=1 space=wbuf ext=0 local=0 rows=1 cols=1 bytes=1152
          LD memory=1 space=param ext=2048 local=0 rows=1 cols=1 bytes=192 signal=weights
        ; two buffers each are free at first
          SIG st count=2 signal=input_free,acc_free,output_free
          CFG mx kernel_h=3 kernel_w=3 pad_left=1 in_h=6
          CFG mx in_w=16 in_row=128 in_col=8 in_zero=-3
          CFG mx weight_row=16 acc_row=1024 acc_col=64
          CFG vx a_row=1024 a_col=64 out_row=256
          CFG vx out_col=16 out_zero=5 clamp_low=5
          WAIT mx count=1 wait=weights
          LOOP count=2
            STEP at=7 by0=1024 by1=0 by2=0
            STEP at=11 by0=2048 by1=0 by2=0
            LOOP count=2
              STEP at=4 by0=512 by1=1024 by2=0
              STEP at=5 by0=1024 by1=0 by2=4096
              STEP at=6 by0=4096 by1=0 by2=1024
              STEP at=6 by0=1024 by1=1024 by2=0
              LD memory=0 space=spm ext=0 local=0 rows=1 cols=1 bytes=768 wait=input_free signal=input_ready
              WAIT mx count=1 wait=acc_free
              CONV src=0 weights=0 acc=0 rows=4 cols=16 in_channels=8 out_channels=16 accumulate=no wait=input_ready signal=input_free,acc_ready
              WAIT vx count=1 wait=output_free
              REQ src=0 param=0 out=2048 rows=4 cols=16 channels=16 wait=acc_ready signal=acc_free,output_ready
              ST memory=0 ext=4096 local=2048 rows=1 cols=1 bytes=1024 wait=output_ready signal=output_free
            END
          END
          HALT

        """;

    public static NpuProgram Convolved { get; } = NpuAssembler.Assemble(Convolution, Machine);
}
