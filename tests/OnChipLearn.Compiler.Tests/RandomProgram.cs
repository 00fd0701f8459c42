using System.Reflection;
using System.Reflection.Emit;
using OnChipLearn.Device;

namespace OnChipLearn.Compiler.Tests;

/// <summary>
/// A program over the vocabulary, built from a list of genes: every decision takes the next gene, so that a shorter list of smaller genes is a
/// smaller program. It computes on locals, a word array and vectors of halfwords and bytes, with branches, bounded loops and calls, and returns a hash.
/// </summary>
internal sealed class RandomProgram
{
    private const int Locals = 6;
    private const int VectorLocals = 3;
    private const int Words = 16;
    private const int Lanes = 64;
    private const int Halfwords = 2 * VectorLocals * Lanes;
    private static readonly VectorVocabulary OfHalfwords = VectorVocabulary.Of(typeof(VectorH), nameof(VectorUnit.SplatHalfword));
    private static readonly VectorVocabulary OfBytes = VectorVocabulary.Of(typeof(VectorB), nameof(VectorUnit.SplatByte));
    private readonly int[] genes;
    private readonly TypeBuilder type;
    private readonly FieldBuilder words;
    private readonly FieldBuilder halfwords;
    private readonly List<MethodBuilder> helpers = [];
    private ILGenerator il = null!;
    private LocalBuilder[] locals = [];
    private LocalBuilder[] vectors = [];
    private LocalBuilder[] byteVectors = [];
    private int next;
    private int depth;

    private RandomProgram(int[] genes, TypeBuilder type)
    {
        this.genes = genes;
        this.type = type;
        words = type.DefineField("Words", typeof(int[]), FieldAttributes.Static | FieldAttributes.Public | FieldAttributes.InitOnly);
        halfwords = type.DefineField("Halfwords", typeof(short[]), FieldAttributes.Static | FieldAttributes.Public | FieldAttributes.InitOnly);
        halfwords.SetCustomAttribute(new CustomAttributeBuilder(typeof(VectorAlignedAttribute).GetConstructor([])!, []));
    }

    /// <summary>Writes one assembly with a type <c>Program0</c>, <c>Program1</c>, ... per list of genes, each with a method Run.</summary>
    public static void Save(IReadOnlyList<int[]> programs, string path)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(Path.GetFileNameWithoutExtension(path)), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule("Programs");
        for (var i = 0; i < programs.Count; i++)
        {
            var type = module.DefineType($"Program{i}", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
            new RandomProgram(programs[i], type).Build();
            type.CreateType();
        }

        assembly.Save(path);
    }

    private void Build()
    {
        il = type.DefineTypeInitializer().GetILGenerator();
        NewArray(Words, typeof(int), words);
        NewArray(Halfwords, typeof(short), halfwords);
        il.Emit(OpCodes.Ret);

        for (var i = 0; i < 2; i++)
        {
            var helper = type.DefineMethod($"Helper{i}", MethodAttributes.Static | MethodAttributes.Private, typeof(int), [typeof(int), typeof(int)]);
            if (Gene(2) == 0)
            {
                helper.SetImplementationFlags(MethodImplAttributes.NoInlining);
            }

            Begin(helper);
            for (var p = 0; p < 2; p++)
            {
                il.Emit(OpCodes.Ldarg, p);
                il.Emit(OpCodes.Stloc, locals[p]);
            }

            Statements(2);
            Expression(2);
            il.Emit(OpCodes.Ret);
            helpers.Add(helper);
        }

        var run = type.DefineMethod("Run", MethodAttributes.Static | MethodAttributes.Public, typeof(int), []);
        Begin(run);
        for (var i = 0; i < Locals; i++)
        {
            il.Emit(OpCodes.Ldc_I4, Constant());
            il.Emit(OpCodes.Stloc, locals[i]);
        }

        for (var i = 0; i < VectorLocals; i++)
        {
            il.Emit(OpCodes.Ldc_I4, Constant());
            il.Emit(OpCodes.Call, OfHalfwords.Splat);
            il.Emit(OpCodes.Stloc, vectors[i]);
            il.Emit(OpCodes.Ldc_I4, Constant());
            il.Emit(OpCodes.Call, OfBytes.Splat);
            il.Emit(OpCodes.Stloc, byteVectors[i]);
        }

        Statements(4 + Gene(8));
        for (var i = 0; i < VectorLocals; i++)
        {
            StoreVector(i);
            StoreBytes(i);
        }

        Hash();
        il.Emit(OpCodes.Ret);
    }

    private void NewArray(int length, Type element, FieldInfo field)
    {
        il.Emit(OpCodes.Ldc_I4, length);
        il.Emit(OpCodes.Newarr, element);
        il.Emit(OpCodes.Stsfld, field);
    }

    private void Begin(MethodBuilder method)
    {
        il = method.GetILGenerator();
        locals = [.. Enumerable.Range(0, Locals).Select(_ => il.DeclareLocal(typeof(int)))];
        vectors = [.. Enumerable.Range(0, VectorLocals).Select(_ => il.DeclareLocal(typeof(VectorH)))];
        byteVectors = [.. Enumerable.Range(0, VectorLocals).Select(_ => il.DeclareLocal(typeof(VectorB)))];
    }

    private int Gene(int choices) => genes.Length == 0 ? 0 : (int)((uint)genes[next++ % genes.Length] % (uint)choices);

    private int Constant() => Gene(4) switch
    {
        0 => Gene(16),
        1 => -Gene(300),
        2 => new[] { int.MaxValue, int.MinValue, 0x8000, 0x7fff, -0x8000, 0xffff, 0x10000, 0x55555555 }[Gene(8)],
        _ => genes.Length == 0 ? 0 : genes[next++ % genes.Length],
    };

    private void Statements(int count)
    {
        for (var i = 0; i < count && next < 400; i++)
        {
            Statement();
        }
    }

    private void Statement()
    {
        switch (Gene(depth < 3 ? 12 : 7))
        {
            case 0 or 1 or 2:
                Expression(3);
                il.Emit(OpCodes.Stloc, locals[Gene(Locals)]);
                break;
            case 3:
                il.Emit(OpCodes.Ldsfld, words);
                Index();
                Expression(2);
                il.Emit(OpCodes.Stelem_I4);
                break;
            case 4 or 5:
                VectorStatement();
                break;
            case 6:
                il.Emit(OpCodes.Ldsfld, halfwords);
                Index();
                Expression(2);
                il.Emit(OpCodes.Conv_I2);
                Synchronize();
                il.Emit(OpCodes.Stelem_I2);
                Synchronize();
                break;
            case 7 or 8:
                If();
                break;
            case 9 or 10:
                Loop();
                break;
            default:
                if (helpers.Count == 2)
                {
                    Expression(1);
                    Expression(1);
                    il.Emit(OpCodes.Call, helpers[Gene(2)]);
                    il.Emit(OpCodes.Stloc, locals[Gene(Locals)]);
                }

                break;
        }
    }

    private void If()
    {
        var (otherwise, end) = (il.DefineLabel(), il.DefineLabel());
        Expression(2);
        Expression(1);
        OpCode[] branches = [OpCodes.Beq, OpCodes.Bne_Un, OpCodes.Blt, OpCodes.Ble, OpCodes.Bgt, OpCodes.Bge, OpCodes.Blt_Un, OpCodes.Ble_Un, OpCodes.Bgt_Un, OpCodes.Bge_Un];
        il.Emit(branches[Gene(branches.Length)], otherwise);
        depth++;
        Statements(1 + Gene(3));
        il.Emit(OpCodes.Br, end);
        il.MarkLabel(otherwise);
        Statements(Gene(3));
        depth--;
        il.MarkLabel(end);
    }

    private void Loop()
    {
        var counter = il.DeclareLocal(typeof(int));
        var (test, body) = (il.DefineLabel(), il.DefineLabel());
        var up = Gene(2) == 0;
        var rounds = Gene(7);
        var step = 1 + Gene(3);
        il.Emit(OpCodes.Ldc_I4, up ? 0 : rounds);
        il.Emit(OpCodes.Stloc, counter);
        il.Emit(OpCodes.Br, test);
        il.MarkLabel(body);
        depth++;
        Statements(1 + Gene(3));
        if (Gene(2) == 0)
        {
            // The counter as an index.
            il.Emit(OpCodes.Ldsfld, words);
            il.Emit(OpCodes.Ldloc, counter);
            il.Emit(OpCodes.Ldsfld, words);
            il.Emit(OpCodes.Ldloc, counter);
            il.Emit(OpCodes.Ldc_I4, Gene(4));
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Ldelem_I4);
            il.Emit(OpCodes.Ldloc, counter);
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Stelem_I4);
        }

        depth--;
        il.Emit(OpCodes.Ldloc, counter);
        il.Emit(OpCodes.Ldc_I4, up ? step : -step);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, counter);
        il.MarkLabel(test);
        il.Emit(OpCodes.Ldloc, counter);
        il.Emit(OpCodes.Ldc_I4, up ? rounds : 0);
        il.Emit(up ? OpCodes.Blt : OpCodes.Bgt, body);
    }

    private void Index()
    {
        Expression(1);
        il.Emit(OpCodes.Ldc_I4, Words - 1);
        il.Emit(OpCodes.And);
    }

    private void Expression(int level)
    {
        switch (Gene(level > 0 ? 9 : 2))
        {
            case 0:
                il.Emit(OpCodes.Ldloc, locals[Gene(Locals)]);
                break;
            case 1:
                il.Emit(OpCodes.Ldc_I4, Constant());
                break;
            case 2:
                il.Emit(OpCodes.Ldsfld, words);
                Index();
                il.Emit(OpCodes.Ldelem_I4);
                break;
            case 3:
                Expression(level - 1);
                OpCode[] unary = [OpCodes.Conv_I1, OpCodes.Conv_U1, OpCodes.Conv_I2, OpCodes.Conv_U2, OpCodes.Neg, OpCodes.Not];
                il.Emit(unary[Gene(unary.Length)]);
                break;
            case 4:
                Expression(level - 1);
                il.Emit(OpCodes.Ldc_I4, Gene(32));
                OpCode[] shifts = [OpCodes.Shl, OpCodes.Shr, OpCodes.Shr_Un];
                il.Emit(shifts[Gene(shifts.Length)]);
                break;
            case 5:
                // A divisor that is neither 0 nor -1.
                Expression(level - 1);
                il.Emit(OpCodes.Ldc_I4, Math.Max(2, Constant() & int.MaxValue) * (Gene(3) == 0 ? -1 : 1));
                OpCode[] divisions = [OpCodes.Div, OpCodes.Rem, OpCodes.Div_Un, OpCodes.Rem_Un];
                il.Emit(divisions[Gene(divisions.Length)]);
                break;
            case 6:
                Expression(level - 1);
                Expression(level - 1);
                OpCode[] relations = [OpCodes.Ceq, OpCodes.Clt, OpCodes.Clt_Un, OpCodes.Cgt, OpCodes.Cgt_Un];
                il.Emit(relations[Gene(relations.Length)]);
                break;
            case 7:
                Expression(level - 1);
                Expression(level - 1);
                il.Emit(OpCodes.Ldc_I4_S, (sbyte)31);
                il.Emit(OpCodes.And);
                OpCode[] variable = [OpCodes.Shl, OpCodes.Shr, OpCodes.Shr_Un];
                il.Emit(variable[Gene(variable.Length)]);
                break;
            default:
                Expression(level - 1);
                Expression(level - 1);
                OpCode[] binary = [OpCodes.Add, OpCodes.Sub, OpCodes.Mul, OpCodes.And, OpCodes.Or, OpCodes.Xor];
                il.Emit(binary[Gene(binary.Length)]);
                break;
        }
    }

    private void VectorStatement()
    {
        switch (Gene(6))
        {
            case 0:
                Conversion();
                break;
            case 1 or 2:
                VectorStatement(OfBytes, byteVectors);
                break;
            default:
                VectorStatement(OfHalfwords, vectors);
                break;
        }
    }

    private void VectorStatement(VectorVocabulary vocabulary, LocalBuilder[] operands)
    {
        void Load() => il.Emit(OpCodes.Ldloc, operands[Gene(VectorLocals)]);
        var target = operands[Gene(VectorLocals)];
        switch (Gene(9))
        {
            case 0:
                Expression(1);
                il.Emit(OpCodes.Call, vocabulary.Splat);
                break;
            case 1:
                Load();
                il.Emit(OpCodes.Ldc_I4, Gene(32) - 16);
                il.Emit(OpCodes.Call, vocabulary.Shift);
                break;
            case 2:
                Load();
                Load();
                il.Emit(OpCodes.Call, vocabulary.Accumulate[Gene(vocabulary.Accumulate.Length)]);
                return;
            case 3:
                Load();
                il.Emit(OpCodes.Call, vocabulary.ReadAccumulator[Gene(vocabulary.ReadAccumulator.Length)]);
                break;
            case 4:
                Load();
                il.Emit(OpCodes.Call, vocabulary.Compare);
                return;
            case 5:
                Load();
                Load();
                Load();
                il.Emit(OpCodes.Ldc_I4, Gene(4));
                il.Emit(OpCodes.Call, vocabulary.Masked[Gene(vocabulary.Masked.Length)]);
                break;
            case 6:
                StoreVector(Gene(VectorLocals));
                il.Emit(OpCodes.Ldsfld, halfwords);
                il.Emit(OpCodes.Ldc_I4, Lanes * Gene(VectorLocals));
                il.Emit(OpCodes.Call, typeof(Sram).GetMethod(nameof(Sram.Load), [typeof(short[]), typeof(int)])!);
                target = vectors[Gene(VectorLocals)];
                break;
            case 7:
                Load();
                Load();
                il.Emit(OpCodes.Ldc_I4, Gene(4));
                il.Emit(OpCodes.Call, vocabulary.Select);
                break;
            default:
                Load();
                Load();
                il.Emit(OpCodes.Call, vocabulary.Binary[Gene(vocabulary.Binary.Length)]);
                break;
        }

        il.Emit(OpCodes.Stloc, target);
    }

    // Two vectors of one kind to one of the other.
    private void Conversion()
    {
        var packs = Gene(2) == 0;
        var (from, to, methods) = packs ? (vectors, byteVectors, VectorVocabulary.Packs) : (byteVectors, vectors, VectorVocabulary.Unpacks);
        il.Emit(OpCodes.Ldloc, from[Gene(VectorLocals)]);
        il.Emit(OpCodes.Ldloc, from[Gene(VectorLocals)]);
        il.Emit(OpCodes.Ldc_I4, Gene(4));
        il.Emit(OpCodes.Call, methods[Gene(methods.Length)]);
        il.Emit(OpCodes.Stloc, to[Gene(VectorLocals)]);
    }

    // The result of the bytes, left half, in a place of its own.
    private void StoreBytes(int slot)
    {
        il.Emit(OpCodes.Ldsfld, halfwords);
        il.Emit(OpCodes.Ldc_I4, (VectorLocals + slot) * Lanes);
        il.Emit(OpCodes.Ldloc, byteVectors[slot]);
        il.Emit(OpCodes.Ldloc, byteVectors[(slot + 1) % VectorLocals]);
        il.Emit(OpCodes.Ldc_I4, 0);
        il.Emit(OpCodes.Call, VectorVocabulary.Unpacks[0]);
        il.Emit(OpCodes.Call, typeof(Sram).GetMethod(nameof(Sram.Store), [typeof(short[]), typeof(int), typeof(VectorH)])!);
    }

    private void StoreVector(int slot)
    {
        il.Emit(OpCodes.Ldsfld, halfwords);
        il.Emit(OpCodes.Ldc_I4, slot * Lanes);
        il.Emit(OpCodes.Ldloc, vectors[slot]);
        il.Emit(OpCodes.Call, typeof(Sram).GetMethod(nameof(Sram.Store), [typeof(short[]), typeof(int), typeof(VectorH)])!);
    }

    private void Synchronize() => il.Emit(OpCodes.Call, typeof(Processor).GetMethod(nameof(Processor.Synchronize))!);

    // hash = (hash * 31) ^ element over all results.
    private void Hash()
    {
        Synchronize();
        var hash = locals[0];
        foreach (var local in locals.Skip(1))
        {
            Mix(hash, () => il.Emit(OpCodes.Ldloc, local));
        }

        HashArray(hash, words, Words, OpCodes.Ldelem_I4);
        HashArray(hash, halfwords, Halfwords, OpCodes.Ldelem_I2);
        il.Emit(OpCodes.Ldloc, hash);
    }

    private void HashArray(LocalBuilder hash, FieldInfo field, int length, OpCode load)
    {
        var index = il.DeclareLocal(typeof(int));
        var body = il.DefineLabel();
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Stloc, index);
        il.MarkLabel(body);
        Mix(hash, () =>
        {
            il.Emit(OpCodes.Ldsfld, field);
            il.Emit(OpCodes.Ldloc, index);
            il.Emit(load);
        });
        il.Emit(OpCodes.Ldloc, index);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, index);
        il.Emit(OpCodes.Ldloc, index);
        il.Emit(OpCodes.Ldc_I4, length);
        il.Emit(OpCodes.Blt, body);
    }

    private void Mix(LocalBuilder hash, Action load)
    {
        il.Emit(OpCodes.Ldloc, hash);
        il.Emit(OpCodes.Ldc_I4, 31);
        il.Emit(OpCodes.Mul);
        load();
        il.Emit(OpCodes.Xor);
        il.Emit(OpCodes.Stloc, hash);
    }
}
