using PpuSim.Isa;
using PpuSim.Machine;
using PpuSim.Machine.Semantics;

namespace PpuSim.Timing;

/// <summary>
/// Derives issue properties from the instruction table, with the core's own treatment of what the table leaves open: undefined encodings of
/// opcode 31 still claim CR0 or XER (RTL predecode.sv, pd_write_cr and pd_write_ov).
/// </summary>
internal static unsafe class Predecoder
{
    // The predecoder still names a length for divides, which are no longer sequenced; only a counter that an interrupt left running sees it.
    private const int DivideSequence = 27;

    public static int StepCount(uint word, InstructionRow? row) => row switch
    {
        null => 1,
        { Op: Op.Lmw or Op.Stmw } => 32 - Encoding.First(word),
        _ when row.Is(Traits.Load | Traits.Update) => 2,
        _ => 1,
    };

    public static void Fill(MicroOp op, InstructionRow? row)
    {
        var word = op.Word;
        op.FurtherSteps = StepCount(word, row) - 1;
        op.SequenceStop = row is { Unit: Isa.Unit.Divider } ? DivideSequence : op.FurtherSteps;
        if (row is null)
        {
            FillUndefined(op);
            return;
        }

        op.Unit = UnitOf(row);
        op.Latency = LatencyOf(row, op.Step);
        op.IsNop = word == Encoding.Nop || row.Op == Op.Sync;
        op.IsHalt = row.Op == Op.Wait && (Encoding.First(word) & 3) == 0;
        op.IsTrap = row.Op is Op.Tw or Op.Twi;
        op.IsContextSynchronizing = op.IsTrap || row.Op is Op.Sync or Op.Mtmsr;
        op.ChangesState = op.IsHalt || op.IsContextSynchronizing;
        op.IsBranch = row.Unit == Isa.Unit.Branch && !op.IsTrap;
        op.IsStore = row.Is(Traits.Store);
        op.IsUpdateLoad = row.Is(Traits.Load | Traits.Update);
        FillRegisters(op, row);
        FillConditionRegister(op, row);
        FillSpecialRegisters(op, row);
        op.WritesXer = row.Is(Traits.SetsCarry)
            || (row.Is(Traits.HasOe) && Encoding.Oe(word) && row.Op is not (Op.Mulhw or Op.Mulhwu))
            || (row.Op == Op.Mtspr && Encoding.Spr(word) == Spr.Xer);
        FillAction(op, row);
    }

    private static void FillUndefined(MicroOp op)
    {
        const uint ReservedRecordForm = 9;
        var primary = op.Word >> 26;
        if (primary == ReservedRecordForm || (primary == 31 && Encoding.Rc(op.Word)))
        {
            op.CrWrites = 1;
        }

        op.WritesXer = primary == 31 && Encoding.Oe(op.Word);
    }

    private static CoreUnit UnitOf(InstructionRow row) => row.Unit switch
    {
        Isa.Unit.Branch => CoreUnit.Branch,
        Isa.Unit.LoadStore => CoreUnit.LoadStore,
        Isa.Unit.Multiplier => CoreUnit.Multiplier,
        Isa.Unit.Divider => CoreUnit.Divider,
        Isa.Unit.IoBus => CoreUnit.IoBus,
        Isa.Unit.FixedPoint or Isa.Unit.System => CoreUnit.FixedPoint,
        _ => CoreUnit.Vector,
    };

    // Cycles between issue and the write-back slot (nux-timing section 3).
    private static int LatencyOf(InstructionRow row, int step) => row.Unit switch
    {
        Isa.Unit.Multiplier => 4,
        Isa.Unit.IoBus => 5,
        Isa.Unit.LoadStore when row.Is(Traits.Store | Traits.Update) => 2,
        Isa.Unit.LoadStore when row.Is(Traits.Load | Traits.Update) => step == 0 ? 4 : 2,
        Isa.Unit.LoadStore => 3,
        _ => 1,
    };

    private static void FillRegisters(MicroOp op, InstructionRow row)
    {
        var word = op.Word;
        var use = row.Registers;
        int first = Encoding.First(word), second = Encoding.Second(word), third = Encoding.Third(word);
        if (row.Op is Op.Lmw or Op.Stmw)
        {
            first = (first + op.Step) & 31;
        }

        var readsNothing = op.IsUpdateLoad && op.Step > 0;
        uint sources = 0;
        if (!readsNothing)
        {
            sources |= (use & RegisterUse.ReadsFirst) != 0 ? 1u << first : 0;
            sources |= (use & RegisterUse.ReadsSecond) != 0 ? 1u << second : 0;
            sources |= (use & RegisterUse.ReadsSecondUnlessZero) != 0 && second != 0 ? 1u << second : 0;
            sources |= (use & RegisterUse.ReadsThird) != 0 ? 1u << third : 0;
        }

        if (op.IsUpdateLoad)
        {
            op.Destination = op.Step == 0 ? first : second;
        }
        else if ((use & RegisterUse.WritesFirst) != 0)
        {
            op.Destination = first;
        }
        else if ((use & RegisterUse.WritesSecond) != 0)
        {
            op.Destination = second;
        }

        op.Sources = sources;
        op.Registers = sources | (op.Destination >= 0 ? 1u << op.Destination : 0);
        op.IsDeferred = row.Unit == Isa.Unit.IoBus || (row.Is(Traits.Load) && op.Step < (op.IsUpdateLoad ? 1 : int.MaxValue));
    }

    private static void FillConditionRegister(MicroOp op, InstructionRow row)
    {
        var word = op.Word;
        int first = Encoding.First(word), second = Encoding.Second(word), third = Encoding.Third(word);
        switch (row.Op)
        {
            case Op.Cmp or Op.Cmpi or Op.Cmpl or Op.Cmpli:
                op.CrWrites = (byte)(1 << (first >> 2));
                break;
            case Op.Crand or Op.Crandc or Op.Creqv or Op.Crnand or Op.Crnor or Op.Cror or Op.Crorc or Op.Crxor:
                op.CrWrites = (byte)(1 << (first >> 2));
                op.CrReads = (byte)(1 << (first >> 2) | 1 << (second >> 2) | 1 << (third >> 2));
                break;
            case Op.Mcrf:
                op.CrWrites = (byte)(1 << (first >> 2));
                op.CrReads = (byte)(1 << (second >> 2));
                break;
            case Op.Mtcrf or Op.Mtocrf:
                op.CrWrites = FieldsOf(word);
                break;
            case Op.Mfcr:
                op.CrReads = 0xff;
                break;
            case Op.Mfocrf:
                op.CrReads = FieldsOf(word);
                break;
            case Op.Bc or Op.Bclr or Op.Bcctr when (first & 16) == 0:
                op.CrReads = (byte)(1 << (second >> 2));
                break;
            default:
                op.CrWrites = (byte)(row.Is(Traits.SetsCr0) || (row.Is(Traits.HasRc) && Encoding.Rc(word)) ? 1 : 0);
                break;
        }
    }

    private static byte FieldsOf(uint word)
    {
        var mask = Encoding.FieldMask(word);
        var fields = 0;
        for (var k = 0; k < 8; k++)
        {
            fields |= (mask >> (7 - k) & 1) << k;
        }

        return (byte)fields;
    }

    private static void FillSpecialRegisters(MicroOp op, InstructionRow row)
    {
        var word = op.Word;
        var spr = Encoding.Spr(word);
        var counts = (Encoding.First(word) & 4) == 0;
        switch (row.Op)
        {
            case Op.B or Op.Bc or Op.Bclr or Op.Bcctr:
                Writes(op, Trackers.Lr, Encoding.Link(word));
                Reads(op, Trackers.Lr, row.Op == Op.Bclr);
                Reads(op, Trackers.Ctr, row.Op == Op.Bcctr || (row.Op is Op.Bc or Op.Bclr && counts));
                Writes(op, Trackers.Ctr, row.Op is Op.Bc or Op.Bclr && counts);
                break;
            case Op.Rfi:
                (op.SprRead0, op.SprRead1) = (Spr.Srr0, Spr.Srr1);
                break;
            case Op.Rfci:
                (op.SprRead0, op.SprRead1) = (Spr.Csrr0, Spr.Csrr1);
                break;
            case Op.Rfmci:
                (op.SprRead0, op.SprRead1) = (Spr.Mcsrr0, Spr.Mcsrr1);
                break;
            case Op.Mfspr:
                op.SprRead0 = spr;
                Reads(op, Trackers.Lr, spr == Spr.Lr);
                Reads(op, Trackers.Ctr, spr == Spr.Ctr);
                break;
            case Op.Mtspr:
                op.SprWritten = spr;
                op.TrackerEntries |= Trackers.Entry << Trackers.Spr;
                Writes(op, Trackers.Lr, spr == Spr.Lr);
                Writes(op, Trackers.Ctr, spr == Spr.Ctr);
                break;
            case Op.Mfmsr:
                Reads(op, Trackers.Msr, true);
                break;
            case Op.Mtmsr:
                Writes(op, Trackers.Msr, true);
                break;
        }

        if (op.IsBranch)
        {
            op.TrackerEntries |= Trackers.Entry << Trackers.Branch;
        }
    }

    private static void Reads(MicroOp op, int tracker, bool condition)
    {
        if (condition)
        {
            op.TrackerHazards |= Trackers.UnderWay << tracker;
        }
    }

    private static void Writes(MicroOp op, int tracker, bool condition)
    {
        if (condition)
        {
            op.TrackerHazards |= Trackers.BehindWriter << tracker;
            op.TrackerEntries |= Trackers.Entry << tracker;
        }
    }

    private static void FillAction(MicroOp op, InstructionRow row)
    {
        op.Execute = ScalarSemantics.Execute(row.Op);
        op.BranchTo = ScalarSemantics.Branching(row.Op);
        op.TrapIf = ScalarSemantics.Trapping(row.Op);
        op.Action = row switch
        {
            { IsVector: true } => OperandAction.Vector,
            { Unit: Isa.Unit.LoadStore } when op.IsUpdateLoad && op.Step > 0 => OperandAction.WriteBase,
            { Unit: Isa.Unit.LoadStore } => OperandAction.LoadStore,
            { Op: Op.Mfspr } => OperandAction.ReadSpr,
            { Op: Op.Mtspr } => OperandAction.WriteSpr,
            { Op: Op.Mfmsr } => OperandAction.ReadMsr,
            { Op: Op.Mtmsr } => OperandAction.WriteMsr,
            _ when op.IsBranch => OperandAction.Branch,
            _ when op.IsTrap => OperandAction.Trap,
            _ when op.Execute is not null => OperandAction.Execute,
            _ => OperandAction.None,
        };
        if (row.IsVector)
        {
            op.Vector = new VectorMicroOp(op.Word, row);
        }

        if (row.Unit == Isa.Unit.LoadStore)
        {
            FillAccess(op, row);
        }
    }

    private static void FillAccess(MicroOp op, InstructionRow row)
    {
        op.AccessSize = row.Op switch
        {
            Op.Lbz or Op.Lbzu or Op.Lbzx or Op.Lbzux or Op.Stb or Op.Stbu or Op.Stbx or Op.Stbux => 1,
            Op.Lhz or Op.Lhzu or Op.Lhzx or Op.Lhzux or Op.Lha or Op.Lhau or Op.Lhax or Op.Lhaux or Op.Sth or Op.Sthu or Op.Sthx or Op.Sthux => 2,
            _ => 4,
        };
        var step = row.Op is Op.Lmw or Op.Stmw ? op.Step : 0;
        op.DataRegister = (byte)((op.Operands.First + step) & 31);
        op.IsIndexed = op.Word >> 26 == 31;
        op.Displacement = (uint)(op.Operands.Immediate + 4 * step);
        op.SignExtends = row.Op is Op.Lha or Op.Lhau or Op.Lhax or Op.Lhaux;
    }
}
