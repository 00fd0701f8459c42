System.Console.WriteLine("onchiplearn");
