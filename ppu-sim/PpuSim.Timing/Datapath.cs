namespace PpuSim.Timing;

/// <summary>
/// Everything that pipeline control orders done with data: registers, memories, ports, contents of the branch cache. Control learns of data only through
/// the answers, so a run of control is determined by its state and these answers. All orders come in the order in which the hardware shows their effects.
/// </summary>
/// <remarks>
/// Cycles are processor cycles since reset release. An access or a vector transfer under way owns a slot, which keeps address and data for it.
/// </remarks>
internal abstract class Datapath
{
    /// <summary>Set in the answers of <see cref="Predict"/> when the branch is predicted taken; the other bits are the target's word address.</summary>
    public const uint PredictedTaken = 0x8000_0000;

    /// <summary>Set in the answer of <see cref="Transfer"/> when the access went to the SRAM.</summary>
    public const int UsedSram = 1 << 30;

    /// <summary>Fixed-point instruction whose result is written in <paramref name="writeCycle"/>.</summary>
    public abstract void Execute(MicroOp op, long writeCycle);

    /// <summary>Divide: no interrupt takes its result back.</summary>
    public abstract void Divide(MicroOp op);

    /// <summary>A quotient that found the write port taken.</summary>
    public abstract void LoseQuotient(MicroOp op);

    public abstract void ReadSpecial(MicroOp op, long cycle);

    /// <summary>Move to LR, CTR or XER.</summary>
    public abstract void WriteSpecial(MicroOp op, long cycle);

    /// <summary>Condition, link and counter of a branch; word addresses.</summary>
    /// <returns>True when it is taken.</returns>
    public abstract bool Branch(MicroOp op, uint pc, long writeCycle, out uint target);

    /// <summary>Branch cache look-up of a fetch address: 0, or <see cref="PredictedTaken"/> with the target.</summary>
    public abstract uint Predict(uint address);

    /// <summary>Branch cache update. <paramref name="fetched"/>: address that was looked up in the same cycle.</summary>
    public abstract void Learn(uint branch, bool taken, uint target, uint fetched, long cycle);

    /// <summary>Effective address and, for stores, data of an access.</summary>
    public abstract AccessKind Address(MicroOp op, int slot);

    /// <summary>Base register of an update store := address.</summary>
    public abstract void UpdateBase(MicroOp op, int slot, long writeCycle);

    /// <summary>Second step of an update load: base register := address.</summary>
    public abstract void WriteBase(MicroOp op, long writeCycle);

    /// <summary>Access to one SRAM word.</summary>
    /// <returns>True when an instruction that has been fetched was overwritten.</returns>
    public abstract bool Access(MicroOp op, int slot, long cycle);

    /// <summary>Cycles that any other access waits for acceptance.</summary>
    public abstract int Delay(MicroOp op, int slot, long cycle);

    /// <summary>Any other access, accepted: cycles until its answer, and <see cref="UsedSram"/>.</summary>
    public abstract int Transfer(MicroOp op, int slot, long cycle);

    /// <summary>Loaded data to the register.</summary>
    public abstract void Deliver(MicroOp op, int slot);

    /// <summary>Splat value, or address of a vector transfer.</summary>
    public abstract AccessKind VectorOperand(MicroOp op, int slot, long cycle);

    /// <summary>Keeps the first of two operands for a vector unit.</summary>
    public abstract void Latch(MicroOp op);

    /// <summary>Arithmetic, compare or permute instruction.</summary>
    /// <returns>Elements that saturated, where they are counted.</returns>
    public abstract int ExecuteVector(MicroOp op, int slot, long cycle);

    /// <summary>Reads the register that is to be stored.</summary>
    public abstract void ReadTransfer(MicroOp op, int slot);

    /// <summary>Byte enables of a parallel transfer.</summary>
    public abstract void Enable(MicroOp op, int slot);

    /// <summary>Writes the register that was loaded.</summary>
    public abstract void WriteTransfer(MicroOp op, int slot);

    /// <summary>One word of a serial transfer that lies in the SRAM as a whole.</summary>
    /// <returns>True when an instruction that has been fetched was overwritten.</returns>
    public abstract bool SerialAccess(MicroOp op, int slot, int word, long cycle);

    /// <summary>As <see cref="Delay"/>, for one word of any other serial transfer.</summary>
    public abstract int SerialDelay(MicroOp op, int slot, int word, long cycle);

    /// <summary>As <see cref="Transfer"/>, for one word of any other serial transfer.</summary>
    public abstract int SerialTransfer(MicroOp op, int slot, int word, long cycle);

    /// <summary>Cycles that a parallel transfer waits for acceptance.</summary>
    public abstract int ParallelDelay(MicroOp op, int slot, long cycle);

    /// <summary>A parallel transfer, accepted: cycles until its answer.</summary>
    public abstract int ParallelTransfer(MicroOp op, int slot, long cycle);
}

/// <summary>What control has to know of an address.</summary>
internal enum AccessKind : byte
{
    /// <summary>Inside the SRAM; a scalar access inside one word.</summary>
    Plain,

    /// <summary>Raises the alignment interrupt.</summary>
    Unaligned,

    /// <summary>Outside the SRAM, or across words.</summary>
    General,
}
