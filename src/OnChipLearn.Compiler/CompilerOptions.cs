using PpuSim.Timing;

namespace OnChipLearn.Compiler;

/// <summary>How to compile.</summary>
public sealed record CompilerOptions
{
    /// <summary>Assembly file (.dll) that contains the program; assemblies that it references are looked for beside it.</summary>
    public required string AssemblyPath { get; init; }

    /// <summary>Type with the entry point, by full name or by its last part where that is unique.</summary>
    public required string TypeName { get; init; }

    /// <summary>Method to start with: static, no parameters. Null: the one with <c>[EntryPoint]</c>, else <c>Main</c>.</summary>
    public string? MethodName { get; init; }

    /// <summary>Traps for indices out of bounds, division by zero and the like, where they cannot be proven away.</summary>
    public bool Checks { get; init; } = true;

    /// <summary>Bytes of SRAM (one PPU: 16 KiB).</summary>
    public int MemoryBytes { get; init; } = PpuSim.AddressMap.MemoryMap.SramBytes;

    /// <summary>Bytes at the end of SRAM for the mailbox (the vendor's size is 4096); null: text and results lie where there is room.</summary>
    public int? MailboxBytes { get; init; }

    /// <summary>Bytes of the ring at the base of the mailbox that Mailbox.Write fills, a power of two; taken only if the program writes text.</summary>
    public int MailboxTextBytes { get; init; } = 256;

    /// <summary>False leaves the order of instructions as selected, for measurements of what scheduling gains.</summary>
    public bool Schedule { get; init; } = true;

    /// <summary>Orders of instructions that are tried on the timing model for every block in a loop; 0 leaves what list scheduling gave.</summary>
    public int ScheduleTrials { get; init; } = 400;

    /// <summary>The core and its surroundings whose timing the order of instructions is made for.</summary>
    public CorePreset Timing { get; init; } = CorePreset.HicannX;

    /// <summary>Receives the intermediate representation of every function after the pass of this name; null: no dump.</summary>
    public string? DumpPass { get; init; }

    /// <summary>Where <see cref="DumpPass"/> writes.</summary>
    public TextWriter? DumpWriter { get; init; }

    /// <summary>Checks the intermediate representation after each pass (tests).</summary>
    public bool Verify { get; init; }
}
