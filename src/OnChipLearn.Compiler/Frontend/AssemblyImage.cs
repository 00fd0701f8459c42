using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OnChipLearn.Compiler.Frontend;

/// <summary>One assembly file with its debug information, if there is any.</summary>
internal sealed class AssemblyImage : IDisposable
{
    private readonly PEReader file;
    private readonly MetadataReaderProvider? debug;
    private readonly Dictionary<MethodDefinitionHandle, (int Offset, SourcePosition Position)[]> positions = [];

    public AssemblyImage(string path)
    {
        Path = path;
        file = new PEReader(ImmutableArray.Create(File.ReadAllBytes(path)));
        if (!file.HasMetadata)
        {
            throw new CompilationException($"{path}: not a .NET assembly");
        }

        Reader = file.GetMetadataReader();
        if (!Reader.IsAssembly)
        {
            throw new CompilationException($"{path}: a module without an assembly manifest");
        }

        Name = Reader.GetString(Reader.GetAssemblyDefinition().Name);
        try
        {
            file.TryOpenAssociatedPortablePdb(path, p => File.Exists(p) ? File.OpenRead(p) : null, out debug, out _);
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException)
        {
            debug = null; // a program without lines is still a program
        }
    }

    public string Path { get; }

    public string Name { get; }

    public MetadataReader Reader { get; }

    public MethodBodyBlock Body(MethodDefinition method) => file.GetMethodBody(method.RelativeVirtualAddress);

    /// <summary>Bytes behind a field with a relative virtual address.</summary>
    public byte[] Data(FieldDefinitionHandle field, int size) =>
        file.GetSectionData(Reader.GetFieldDefinition(field).GetRelativeVirtualAddress()).GetContent(0, size).ToArray();

    /// <summary>The C# line that an IL offset belongs to.</summary>
    public SourcePosition Position(MethodDefinitionHandle method, int offset)
    {
        if (!positions.TryGetValue(method, out var points))
        {
            positions[method] = points = ReadPoints(method);
        }

        var position = points.Length > 0 ? points[0].Position : SourcePosition.Unknown;
        foreach (var point in points)
        {
            if (point.Offset > offset)
            {
                break;
            }

            position = point.Position;
        }

        return position;
    }

    public void Dispose()
    {
        debug?.Dispose();
        file.Dispose();
    }

    private (int Offset, SourcePosition Position)[] ReadPoints(MethodDefinitionHandle method)
    {
        if (debug is null)
        {
            return [];
        }

        var reader = debug.GetMetadataReader();
        return
        [
            .. reader.GetMethodDebugInformation(method).GetSequencePoints().Where(point => !point.IsHidden)
                .Select(point => (point.Offset, new SourcePosition(reader.GetString(reader.GetDocument(point.Document).Name), point.StartLine))),
        ];
    }
}
