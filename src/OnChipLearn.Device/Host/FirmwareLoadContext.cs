using System.Reflection;
using System.Runtime.Loader;

namespace OnChipLearn.Device.Host;

/// <summary>
/// A copy of the firmware assembly with statics of its own: static arrays are the SRAM of one processor. The vocabulary itself is shared.
/// </summary>
internal sealed class FirmwareLoadContext() : AssemblyLoadContext("firmware", isCollectible: true)
{
    protected override Assembly? Load(AssemblyName assemblyName) => null;
}
