using System.Reflection;
using PpuSim.AddressMap;

namespace OnChipLearn.Device.Host;

/// <summary>
/// One processor whose firmware runs on the host CLR with statics of its own. Arrays with <see cref="SramAddressAttribute"/> can be reached by
/// address, as the Omnibus reaches them on the chip, other statics by name.
/// </summary>
public sealed class HostProcessor
{
    private const int SramWords = MemoryMap.SramBytes / 4;

    private readonly FirmwareLoadContext context = new();
    private readonly HostScheduler scheduler;
    private readonly Assembly assembly;
    private readonly Action entry;
    private readonly VectorRegisters registers = new();
    private readonly (uint[] Array, int Index)[] words = new (uint[], int)[SramWords];
    private IDevice? device;
    private Thread? thread;
    private Func<uint>? progress;
    private uint rested;

    /// <summary>Loads a private copy of the firmware.</summary>
    /// <param name="scheduler">Who runs it.</param>
    /// <param name="assemblyPath">Firmware assembly.</param>
    /// <param name="program">Full name of the type with the <see cref="EntryPointAttribute"/> method.</param>
    /// <exception cref="FirmwareException">No such program.</exception>
    public HostProcessor(HostScheduler scheduler, string assemblyPath, string program)
    {
        this.scheduler = scheduler;
        assembly = context.LoadFromAssemblyPath(Path.GetFullPath(assemblyPath));
        Type type = assembly.GetType(program)
            ?? throw new FirmwareException($"{assemblyPath}: expected a type '{program}', found none");
        MethodInfo method = type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .FirstOrDefault(m => m.IsDefined(typeof(EntryPointAttribute)) && m.ReturnType == typeof(void) && m.GetParameters().Length == 0)
            ?? throw new FirmwareException($"{assemblyPath}: expected '[EntryPoint] static void' in '{program}', found none");
        entry = method.CreateDelegate<Action>();
        MapArrays();
        scheduler.Add(this);
    }

    internal SemaphoreSlim Baton { get; } = new(0);

    internal bool Finished { get; private set; }

    internal bool Resting { get; set; }

    /// <summary>Accumulator and condition register.</summary>
    public VectorRegisters Registers => registers;

    /// <summary>Every static field of this processor's firmware that is no constant.</summary>
    public IEnumerable<FieldInfo> Statics => assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(place => !place.IsLiteral && !(place.IsInitOnly && place.FieldType.IsValueType));

    /// <summary>Surroundings; to be set before the scheduler runs.</summary>
    public void Connect(IDevice surroundings) => device = surroundings;

    /// <summary>
    /// Where the program rests: at its first look at shared memory after this counter of it has changed it is held until all processors rest
    /// (<see cref="HostScheduler.AtRest"/>).
    /// </summary>
    public void RestWhenChanged(Func<uint> counter) => progress = counter;

    /// <summary>Word of the processor's SRAM at a fixed address; other words read as 0.</summary>
    public uint ReadSram(int word) => words[word].Array is uint[] array ? Volatile.Read(ref array[words[word].Index]) : 0;

    /// <summary>Writes a word at a fixed address from outside.</summary>
    /// <exception cref="FirmwareException">No array lies there.</exception>
    public void WriteSram(int word, uint value)
    {
        uint[] array = words[word].Array
            ?? throw new FirmwareException($"write to SRAM word 0x{word:X}: expected an array with [SramAddress] there, found none");
        Volatile.Write(ref array[words[word].Index], value);
        scheduler.Progress();
    }

    /// <summary>The value of a static field of this processor's firmware.</summary>
    /// <exception cref="FirmwareException">No such field.</exception>
    public T Static<T>(string type, string field) =>
        assembly.GetType(type)?.GetField(field, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(null) is T value
            ? value
            : throw new FirmwareException($"expected a static field '{type}.{field}' of type {typeof(T).Name}, found none");

    /// <summary>Lets the other processors run.</summary>
    public void Yield() => scheduler.Yield(this);

    internal bool ReachesRest()
    {
        if (progress is null || progress() == rested)
        {
            return false;
        }

        rested = progress();
        return true;
    }

    internal void StartThread()
    {
        rested = progress?.Invoke() ?? 0;
        thread = new Thread(Run) { IsBackground = true, Name = entry.Method.DeclaringType?.Name };
        thread.Start();
    }

    internal void JoinThread() => thread?.Join();

    private void Run()
    {
        Exception? exception = null;
        Baton.Wait();
        try
        {
            using DeviceContext.Scope scope = DeviceContext.Enter(device ?? new UnconnectedDevice(), registers);
            entry();
        }
        catch (Exception caught)
        {
            exception = caught;
        }

        Finished = true;
        scheduler.Finish(this, exception);
    }

    private void MapArrays()
    {
        foreach (FieldInfo field in assembly.GetTypes().SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)))
        {
            if (field.GetCustomAttribute<SramAddressAttribute>() is SramAddressAttribute place && field.GetValue(null) is uint[] array)
            {
                for (int index = 0; index < array.Length; index++)
                {
                    words[(place.ByteAddress >> 2) + index] = (array, index);
                }
            }
        }
    }
}
